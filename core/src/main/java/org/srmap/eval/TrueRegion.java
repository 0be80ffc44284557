package org.srmap.eval;

import java.util.List;

/** Where the object is: a set of pixels, and boxes around its instances. Immutable. */
public final class TrueRegion {
    private final boolean[] mask;
    private final List<Box> boxes;
    private final int height;
    private final int width;
    private final int size;

    /**
     * An upright rectangle in pixels of the map, edges at whole numbers.
     *
     * @param x0 left edge
     * @param y0 top edge
     * @param x1 right edge
     * @param y1 bottom edge
     */
    public record Box(double x0, double y0, double x1, double y1) {
        /** Its area; 0 when it has none. */
        double area() {
            return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
        }

        /** Intersection over union; 0 for two boxes without area. */
        double iou(Box other) {
            double common = new Box(
                            Math.max(x0, other.x0),
                            Math.max(y0, other.y0),
                            Math.min(x1, other.x1),
                            Math.min(y1, other.y1))
                    .area();
            double union = area() + other.area() - common;
            return union > 0 ? common / union : 0;
        }

        private Box within(int height, int width) {
            return new Box(clamp(x0, width), clamp(y0, height), clamp(x1, width), clamp(y1, height));
        }

        private static double clamp(double value, int most) {
            return Math.max(0, Math.min(most, value));
        }
    }

    private TrueRegion(boolean[] mask, List<Box> boxes, int height, int width) {
        if (height < 1 || width < 1 || (long) height * width != mask.length) {
            throw new IllegalArgumentException(
                    "a mask of " + mask.length + " pixels, which is not " + height + " x " + width);
        }
        this.mask = mask;
        this.boxes = boxes;
        this.height = height;
        this.width = width;
        size = count(mask);
        if (size == 0) {
            throw new IllegalArgumentException(
                    "the true region is empty in what the model sees: no map could point at it");
        }
        if (size == mask.length) {
            throw new IllegalArgumentException(
                    "the true region is all of what the model sees: every map would point at it");
        }
    }

    /**
     * The union of boxes. A pixel belongs to a box when its centre does; what lies outside of the map is cut off.
     *
     * @throws IllegalArgumentException when that is no pixel, or every pixel
     */
    public static TrueRegion ofBoxes(List<Box> boxes, int height, int width) {
        boolean[] mask = new boolean[Math.multiplyExact(height, width)];
        for (Box box : boxes) {
            for (int y = first(box.y0()); y < Math.min(height, first(box.y1())); y++) {
                for (int x = first(box.x0()); x < Math.min(width, first(box.x1())); x++) {
                    mask[y * width + x] = true;
                }
            }
        }
        List<Box> cut = boxes.stream()
                .map(b -> b.within(height, width))
                .filter(b -> b.area() > 0)
                .toList();
        return new TrueRegion(mask, cut, height, width);
    }

    /** The first pixel whose centre is at or behind an edge. */
    private static int first(double edge) {
        return (int) Math.max(0, Math.ceil(edge - 0.5));
    }

    /**
     * A mask.
     *
     * @param mask height x width; copied
     * @param boxes around the instances; none: one box around the whole mask
     * @throws IllegalArgumentException when the mask has no pixel, or every pixel
     */
    public static TrueRegion ofMask(boolean[] mask, List<Box> boxes, int height, int width) {
        List<Box> cut = boxes.stream()
                .map(b -> b.within(height, width))
                .filter(b -> b.area() > 0)
                .toList();
        return new TrueRegion(mask.clone(), cut.isEmpty() ? around(mask, width) : cut, height, width);
    }

    private static List<Box> around(boolean[] mask, int width) {
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = 0;
        int bottom = 0;
        for (int p = 0; p < mask.length; p++) {
            if (mask[p]) {
                left = Math.min(left, p % width);
                right = Math.max(right, p % width + 1);
                top = Math.min(top, p / width);
                bottom = p / width + 1;
            }
        }
        return right == 0 ? List.of() : List.of(new Box(left, top, right, bottom));
    }

    private static int count(boolean[] mask) {
        int count = 0;
        for (boolean inside : mask) {
            count += inside ? 1 : 0;
        }
        return count;
    }

    /** Whether a pixel, counted row by row, belongs to the object. */
    public boolean contains(int pixel) {
        return mask[pixel];
    }

    /** Whether a pixel of the object lies within a distance of a pixel, measured between their centres. */
    boolean isNear(int pixel, int distance) {
        int row = pixel / width;
        int column = pixel % width;
        for (int y = Math.max(0, row - distance); y <= Math.min(height - 1, row + distance); y++) {
            for (int x = Math.max(0, column - distance); x <= Math.min(width - 1, column + distance); x++) {
                int squared = (y - row) * (y - row) + (x - column) * (x - column);
                if (squared <= distance * distance && mask[y * width + x]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Boxes around the instances, cut to the map. */
    public List<Box> boxes() {
        return boxes;
    }

    /** Number of pixels of the object. */
    public int size() {
        return size;
    }

    /** Share of the picture that is the object: what a map without any knowledge gets by chance. */
    public double share() {
        return (double) size / mask.length;
    }

    /** Checks that a map has this size. */
    void requireFitting(Heatmap map) {
        if (map.height() != height || map.width() != width) {
            throw new IllegalArgumentException("the map has " + map.height() + " x " + map.width()
                    + " pixels, the true region " + height + " x " + width);
        }
    }
}
