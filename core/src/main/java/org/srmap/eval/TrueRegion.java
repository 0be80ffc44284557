package org.srmap.eval;

import java.util.List;
import org.srmap.map.Box;

/** Where the object is: a set of pixels, and boxes around its instances. Immutable. */
public final class TrueRegion {
    private final boolean[] mask;
    private final List<Box> boxes;
    private final int height;
    private final int width;
    private final int size;

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
            throw new IllegalArgumentException("the model sees nothing of the true region: no map could point at it");
        }
        if (size == mask.length) {
            throw new IllegalArgumentException("the true region fills the model's input: every map would point at it");
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
        Box frame = new Box(0, 0, width, height);
        List<Box> cut = boxes.stream()
                .map(frame::intersection)
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
        Box frame = new Box(0, 0, width, height);
        List<Box> cut = boxes.stream()
                .map(frame::intersection)
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
