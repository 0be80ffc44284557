package org.srmap.evaluate;

import java.util.Locale;

/** A drawing that grows; all coordinates in pixels of its own width. Colours come from the page's classes. */
final class Svg {
    private final StringBuilder body = new StringBuilder();
    private final double width;
    private final double height;
    private final String title;

    Svg(double width, double height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    Svg line(String style, double x0, double y0, double x1, double y1) {
        body.append(format("<line class='%s' x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/>", style, x0, y0, x1, y1));
        return this;
    }

    Svg dot(String style, double x, double y, double radius, String tip) {
        body.append(format(
                "<circle class='%s' cx='%.1f' cy='%.1f' r='%.1f'><title>%s</title></circle>",
                style, x, y, radius, escape(tip)));
        return this;
    }

    Svg box(String style, double x, double y, double wide, double high) {
        body.append(format("<rect class='%s' x='%.1f' y='%.1f' width='%.1f' height='%.1f'/>", style, x, y, wide, high));
        return this;
    }

    Svg text(String style, String anchor, double x, double y, String text) {
        body.append(format(
                "<text class='%s' text-anchor='%s' x='%.1f' y='%.1f'>%s</text>", style, anchor, x, y, escape(text)));
        return this;
    }

    Svg path(String style, String points, String tip) {
        body.append(
                format("<polyline class='%s' points='%s'><title>%s</title></polyline>", style, points, escape(tip)));
        return this;
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** Text as it may stand in HTML, in attributes too. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return format("<svg viewBox='0 0 %.0f %.0f' role='img' aria-label='%s'>", width, height, escape(title))
                + body
                + "</svg>";
    }
}
