package org.srmap.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HTML in the making. Whatever is given as text or as the value of an attribute is escaped, and elements end in the order
 * in which they must; names of elements and attributes come from the program.
 */
public final class Html {
    private static final Set<String> BLOCKS =
            Set.of("p", "tr", "h1", "h2", "h3", "section", "article", "table", "figure", "ul", "li", "nav", "div");
    /** Elements that have no end. */
    private static final Set<String> VOID = Set.of("meta", "img", "br", "link");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> begun = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn
     */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        if (!VOID.contains(tag)) {
            begun.push(tag);
        }
        return this;
    }

    /** Ends the element that was begun last. */
    public Html close(String tag) {
        if (!tag.equals(begun.poll())) {
            throw new IllegalStateException("</" + tag + "> ends no element of " + out);
        }
        out.append("</").append(tag).append('>');
        if (BLOCKS.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    /** Text; a dash for null. */
    public Html text(@Nullable String text) {
        out.append(escape(text == null ? "–" : text));
        return this;
    }

    /** Text from outside: whatever its direction of writing, it leaves that of the page alone. */
    public Html foreign(@Nullable String text) {
        return text == null ? text("–") : element("bdi", text);
    }

    /** A whole element with text in it. */
    public Html element(String tag, @Nullable String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** A whole element with nothing in it. */
    public Html empty(String tag, String... attributes) {
        return open(tag, attributes).close(tag);
    }

    /** What another one made. */
    public Html add(Html other) {
        out.append(other);
        return this;
    }

    /** A style sheet of the program; it is not escaped. */
    Html style(String css) {
        out.append("<style>").append(css).append("</style>");
        return this;
    }

    /** A part of 1 as a percentage; no line ends in it. */
    public static String percent(@Nullable Double share) {
        if (share == null) {
            return "–";
        }
        double percent = 100 * share;
        boolean edge = percent > 0 && percent < 0.05 || percent < 100 && percent >= 99.95;
        String text = edge ? (percent < 50 ? "< 0.1 %" : "> 99.9 %") : String.format(Locale.ROOT, "%.1f %%", percent);
        return text.replace(' ', '\u00a0');
    }

    /** A number with two digits after the point. */
    public static String number(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    /** A count with separators. */
    public static String count(long value) {
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

    /**
     * The text of it.
     *
     * @throws IllegalStateException when an element has no end
     */
    @Override
    public String toString() {
        if (!begun.isEmpty()) {
            throw new IllegalStateException("<" + begun.peek() + "> has no end");
        }
        return out.toString();
    }
}
