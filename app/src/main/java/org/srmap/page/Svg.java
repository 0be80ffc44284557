package org.srmap.page;

import java.util.Locale;

/** A drawing that grows; all coordinates in pixels of its own width. Colours come from the page's classes. */
public final class Svg {
    private final Html html = new Html();

    /**
     * A drawing.
     *
     * @param title what it shows, for those who do not see it; empty for a decoration
     * @param attributes further attributes, names and values in turn
     */
    public Svg(double width, double height, String title, String... attributes) {
        String[] own = title.isEmpty()
                ? new String[] {"viewBox", box(width, height), "aria-hidden", "true"}
                : new String[] {"viewBox", box(width, height), "role", "img", "aria-label", title};
        String[] all = new String[own.length + attributes.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(attributes, 0, all, own.length, attributes.length);
        html.open("svg", all);
    }

    private static String box(double width, double height) {
        return format("0 0 %.0f %.0f", width, height);
    }

    private static String number(double value) {
        return format("%.1f", value);
    }

    /** A line between two points. */
    public Svg line(String style, double x0, double y0, double x1, double y1) {
        html.empty("line", "class", style, "x1", number(x0), "y1", number(y0), "x2", number(x1), "y2", number(y1));
        return this;
    }

    /** A disc, with words for who points at it. */
    public Svg dot(String style, double x, double y, double radius, String tip) {
        html.open("circle", "class", style, "cx", number(x), "cy", number(y), "r", number(radius))
                .element("title", tip)
                .close("circle");
        return this;
    }

    /** A rectangle. */
    public Svg box(String style, double x, double y, double wide, double high) {
        html.empty(
                "rect", "class", style, "x", number(x), "y", number(y), "width", number(wide), "height", number(high));
        return this;
    }

    /** Text; {@code anchor} is {@code start}, {@code middle} or {@code end}. */
    public Svg text(String style, String anchor, double x, double y, String text) {
        html.element("text", text, "class", style, "text-anchor", anchor, "x", number(x), "y", number(y));
        return this;
    }

    /** Lines from point to point, with words for who points at them. */
    public Svg polyline(String style, String points, String tip) {
        html.open("polyline", "class", style, "points", points)
                .element("title", tip)
                .close("polyline");
        return this;
    }

    /** A shape in SVG's own notation. */
    public Svg path(String style, String shape) {
        html.empty("path", "class", style, "d", shape);
        return this;
    }

    /** A bar as long as a share of 1, as wide as the page makes it. */
    public static Html bar(double share) {
        return new Svg(100, 8, "", "class", "bar", "preserveAspectRatio", "none")
                .box("ground", 0, 0, 100, 8)
                .box("share", 0, 0, 100 * Math.max(0, Math.min(1, share)), 8)
                .html();
    }

    /** Text with numbers, the same in every language. */
    public static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** The drawing; nothing can be added to it after that. */
    public Html html() {
        return html.close("svg");
    }
}
