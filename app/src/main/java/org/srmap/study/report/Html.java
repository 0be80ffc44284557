package org.srmap.study.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HTML in the making; whatever is given as text or as the value of an attribute is escaped. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn
     */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        return this;
    }

    /** Ends an element. */
    Html close(String tag) {
        out.append("</").append(tag).append('>');
        if (BLOCKS.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    private static final java.util.Set<String> BLOCKS = java.util.Set.of(
            "p", "tr", "h1", "h2", "h3", "section", "article", "table", "figure", "ul", "li", "nav", "div");

    /** Text. */
    Html text(@Nullable String text) {
        out.append(escape(text == null ? "–" : text));
        return this;
    }

    /** Text from outside: whatever its direction of writing, it leaves that of the page alone. */
    Html foreign(@Nullable String text) {
        return text == null ? text("–") : element("bdi", text);
    }

    /** A whole element with text in it. */
    Html element(String tag, @Nullable String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** What another one made. */
    Html add(Html other) {
        out.append(other.out);
        return this;
    }

    /** A part of 1 as a percentage; no line ends in it. */
    static String percent(@Nullable Double share) {
        if (share == null) {
            return "–";
        }
        double percent = 100 * share;
        boolean edge = percent > 0 && percent < 0.05 || percent < 100 && percent >= 99.95;
        String text = edge ? (percent < 50 ? "< 0.1 %" : "> 99.9 %") : String.format(Locale.ROOT, "%.1f %%", percent);
        return text.replace(' ', '\u00a0');
    }

    /** A number with two digits after the point. */
    static String number(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    /** A count with separators. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
