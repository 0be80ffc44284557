package org.srmap.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * In which order parts of a picture are changed. By the signed values of the map: what speaks against the class comes
 * last. Parts with equal values come in a random order, seeded, so that a map that says nothing is as good as chance and
 * no better.
 */
public final class PixelOrder {
    private final List<int[]> parts;

    private PixelOrder(List<int[]> parts) {
        this.parts = parts;
    }

    /**
     * Square regions of a grid, by their mean value, most relevant first (Samek et al. 2017, section III).
     *
     * @param side of the regions in pixels; those at the right and lower edge may be smaller
     */
    public static PixelOrder ofRegions(Heatmap map, int side, long seed) {
        List<int[]> regions = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        for (int top = 0; top < map.height(); top += side) {
            for (int left = 0; left < map.width(); left += side) {
                int[] region = region(map, top, left, side);
                regions.add(region);
                means.add(Arrays.stream(region).mapToDouble(map::value).sum() / region.length);
            }
        }
        return new PixelOrder(sorted(regions, means, seed));
    }

    /** Single pixels, most relevant first. */
    public static PixelOrder ofPixels(Heatmap map, long seed) {
        List<int[]> pixels = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int p = 0; p < map.pixels(); p++) {
            pixels.add(new int[] {p});
            values.add((double) map.value(p));
        }
        return new PixelOrder(sorted(pixels, values, seed));
    }

    private static int[] region(Heatmap map, int top, int left, int side) {
        int bottom = Math.min(map.height(), top + side);
        int right = Math.min(map.width(), left + side);
        int[] pixels = new int[(bottom - top) * (right - left)];
        int at = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                pixels[at++] = y * map.width() + x;
            }
        }
        return pixels;
    }

    private static List<int[]> sorted(List<int[]> parts, List<Double> values, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        order.sort(Comparator.comparingDouble((Integer i) -> -values.get(i))); // stable: ties stay shuffled
        return order.stream().map(parts::get).toList();
    }

    /** The other way round: least relevant first. */
    public PixelOrder reversed() {
        List<int[]> other = new ArrayList<>(parts);
        Collections.reverse(other);
        return new PixelOrder(other);
    }

    /** The same parts in a random order. */
    public PixelOrder shuffled(long seed) {
        List<int[]> other = new ArrayList<>(parts);
        Collections.shuffle(other, new Random(seed));
        return new PixelOrder(other);
    }

    /** Number of parts. */
    int size() {
        return parts.size();
    }

    /** Marks the pixels of the first {@code count} parts. */
    boolean[] first(int count, int pixels) {
        boolean[] marked = new boolean[pixels];
        for (int[] part : parts.subList(0, count)) {
            for (int p : part) {
                marked[p] = true;
            }
        }
        return marked;
    }
}
