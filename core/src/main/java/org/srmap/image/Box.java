package org.srmap.image;

/**
 * An upright rectangle in a picture, in the coordinates of {@link Point}.
 *
 * @param x0 left edge
 * @param y0 top edge
 * @param x1 right edge, at least {@code x0}
 * @param y1 bottom edge, at least {@code y0}
 */
public record Box(double x0, double y0, double x1, double y1) {
    /** Width, not negative. */
    public double width() {
        return x1 - x0;
    }

    /** Height, not negative. */
    public double height() {
        return y1 - y0;
    }
}
