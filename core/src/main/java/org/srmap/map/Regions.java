package org.srmap.map;

import java.util.ArrayList;
import java.util.List;

/**
 * The 8-connected regions of a map at or above a threshold, numbered from 1 in the order of their first pixel in reading
 * order. Immutable.
 */
public final class Regions {
    private final int[] labels;
    private final int height;
    private final int width;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    private Regions(boolean[] inside, int height, int width) {
        this.height = height;
        this.width = width;
        labels = new int[inside.length];
        int[] stack = new int[inside.length];
        for (int i = 0; i < inside.length; i++) {
            if (inside[i] && labels[i] == 0) {
                fill(inside, i, stack);
            }
        }
    }

    /**
     * The regions of pixels whose value is more than 0 and at least the threshold.
     *
     * @param map one channel; not modified
     * @param threshold from which value on a pixel counts
     */
    public static Regions above(PixelMap map, double threshold) {
        float[] values = map.values();
        boolean[] inside = new boolean[map.pixels()];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = values[i] > 0 && values[i] >= threshold;
        }
        return new Regions(inside, map.height(), map.width());
    }

    private void fill(boolean[] inside, int start, int[] stack) {
        int label = boxes.size() + 1;
        int left = width;
        int right = 0;
        int bottom = 0;
        int size = 0;
        int open = 0;
        labels[start] = label;
        stack[open++] = start;
        while (open > 0) {
            int pixel = stack[--open];
            int x = pixel % width;
            int y = pixel / width;
            size++;
            left = Math.min(left, x);
            right = Math.max(right, x + 1);
            bottom = Math.max(bottom, y + 1);
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int next = ny * width + nx;
                    if (inside[next] && labels[next] == 0) {
                        labels[next] = label;
                        stack[open++] = next;
                    }
                }
            }
        }
        int top = start / width;
        boxes.add(new Box(left, top, right, bottom));
        sizes.add(size);
    }

    /** Number of regions. */
    public int count() {
        return boxes.size();
    }

    /** The region of a pixel; 0 when it is in none or outside of the map. */
    public int at(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0 : labels[y * width + x];
    }

    /** Number of pixels of the whole map. */
    public int mapPixels() {
        return labels.length;
    }

    /** Smallest box around a region, edges at whole numbers. */
    public Box box(int region) {
        return boxes.get(region - 1);
    }

    /** Number of pixels of a region. */
    public int pixels(int region) {
        return sizes.get(region - 1);
    }

    /** The region with the most pixels; of several, the first; 0 when there is none. */
    public int largest() {
        int best = 0;
        for (int region = 1; region <= count(); region++) {
            best = best == 0 || pixels(region) > pixels(best) ? region : best;
        }
        return best;
    }
}
