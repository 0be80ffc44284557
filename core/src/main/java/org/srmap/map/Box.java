package org.srmap.map;

/**
 * An upright rectangle in a picture, in the coordinates of {@link Point}. A box whose right edge is not right of the left
 * one, or whose bottom is not below its top, is empty.
 *
 * @param x0 left edge
 * @param y0 top edge
 * @param x1 right edge
 * @param y1 bottom edge
 */
public record Box(double x0, double y0, double x1, double y1) {
    /** Right edge minus left edge. */
    public double width() {
        return x1 - x0;
    }

    /** Bottom edge minus top edge. */
    public double height() {
        return y1 - y0;
    }

    /** Its area; 0 when it is empty. */
    public double area() {
        return Math.max(0, width()) * Math.max(0, height());
    }

    /** Whether a point lies inside; the left and top edges belong to the box, the right and bottom edges do not. */
    public boolean contains(double x, double y) {
        return x >= x0 && x < x1 && y >= y0 && y < y1;
    }

    /** What two boxes have in common; empty when they do not meet. */
    public Box intersection(Box other) {
        return new Box(Math.max(x0, other.x0), Math.max(y0, other.y0), Math.min(x1, other.x1), Math.min(y1, other.y1));
    }

    /** Intersection over union, 0 to 1; 0 for two empty boxes. */
    public double iou(Box other) {
        double common = intersection(other).area();
        double union = area() + other.area() - common;
        return union > 0 ? common / union : 0;
    }
}
