package org.srmap.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * In which order parts of a picture are changed. By the signed values of the map: what speaks against the class comes
 * last. Parts with equal values come in a random order, seeded, so that a map that says nothing is as good as chance and
 * no better.
 */
public final class PixelOrder {
    /** All pixels, part by part. */
    private final int[] ordered;

    /** Where each part begins in them, and where the last one ends. */
    private final int[] starts;

    private PixelOrder(int[] ordered, int[] starts) {
        this.ordered = ordered;
        this.starts = starts;
    }

    private static PixelOrder of(List<int[]> parts) {
        int[] starts = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = starts[i] + parts.get(i).length;
        }
        return new PixelOrder(parts.stream().flatMapToInt(Arrays::stream).toArray(), starts);
    }

    /**
     * Square regions of a grid, by their mean value, most relevant first (Samek et al. 2017, section III).
     *
     * @param side of the regions in pixels; those at the right and lower edge may be smaller
     */
    public static PixelOrder ofRegions(Heatmap map, int side, long seed) {
        List<int[]> regions = regions(map, side);
        List<Double> means = new ArrayList<>();
        for (int[] region : regions) {
            means.add(Arrays.stream(region).mapToDouble(map::value).sum() / region.length);
        }
        List<Integer> order = new ArrayList<>();
        for (int i : shuffledNumbers(regions.size(), seed)) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -means.get(i))); // stable: ties stay shuffled
        return of(order.stream().map(regions::get).toList());
    }

    /**
     * Square regions of a grid in a random order, which does not depend on the values of the map.
     *
     * @param map of the size of the picture
     * @param side of the regions in pixels
     */
    public static PixelOrder shuffledRegions(Heatmap map, int side, long seed) {
        List<int[]> regions = regions(map, side);
        return of(Arrays.stream(shuffledNumbers(regions.size(), seed))
                .mapToObj(regions::get)
                .toList());
    }

    private static List<int[]> regions(Heatmap map, int side) {
        List<int[]> regions = new ArrayList<>();
        for (int top = 0; top < map.height(); top += side) {
            for (int left = 0; left < map.width(); left += side) {
                regions.add(region(map, top, left, side));
            }
        }
        return regions;
    }

    /** Single pixels, most relevant first. */
    public static PixelOrder ofPixels(Heatmap map, long seed) {
        int[] shuffled = shuffledNumbers(map.pixels(), seed);
        long[] keys = new long[shuffled.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(map.value(shuffled[i]));
            int rising = bits ^ bits >> 31 & Integer.MAX_VALUE; // rises with the number, negative ones too
            keys[i] = (long) ~rising << 32 | i; // the largest first; ties stay shuffled
        }
        Arrays.sort(keys);
        int[] ordered = new int[keys.length];
        int[] starts = new int[keys.length + 1];
        for (int i = 0; i < keys.length; i++) {
            ordered[i] = shuffled[(int) keys[i]];
            starts[i + 1] = i + 1;
        }
        return new PixelOrder(ordered, starts);
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

    private static int[] shuffledNumbers(int count, long seed) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        Random random = new Random(seed);
        for (int i = count; i > 1; i--) {
            int other = random.nextInt(i);
            int last = numbers[i - 1];
            numbers[i - 1] = numbers[other];
            numbers[other] = last;
        }
        return numbers;
    }

    /** The other way round: least relevant first. */
    public PixelOrder reversed() {
        List<int[]> parts = new ArrayList<>();
        for (int i = size() - 1; i >= 0; i--) {
            parts.add(Arrays.copyOfRange(ordered, starts[i], starts[i + 1]));
        }
        return of(parts);
    }

    /** Number of parts. */
    int size() {
        return starts.length - 1;
    }

    /** Marks the pixels of the first {@code count} parts. */
    boolean[] first(int count, int pixels) {
        boolean[] marked = new boolean[pixels];
        for (int i = 0; i < starts[count]; i++) {
            marked[ordered[i]] = true;
        }
        return marked;
    }
}
