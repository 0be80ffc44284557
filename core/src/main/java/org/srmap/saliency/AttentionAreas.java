package org.srmap.saliency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Attention areas: the 8-connected regions of an SR map at or above a threshold.
 *
 * <p>All coordinates are those of the map, in pixels: x to the right, y down, the pixel in row r and column c is the
 * square from (c, r) to (c + 1, r + 1), its centre lies at (c + 0.5, r + 0.5).
 */
public final class AttentionAreas {
    /** Regions that cover less than this share of the picture are dropped. */
    public static final double MINIMUM_SHARE = 0.001;

    private AttentionAreas() {}

    /**
     * A position, in pixels.
     *
     * @param x from the left edge
     * @param y from the top edge
     */
    public record Position(double x, double y) {}

    /**
     * A box of whole pixels.
     *
     * @param x left edge
     * @param y top edge
     * @param width 1 or more
     * @param height 1 or more
     */
    public record Box(int x, int y, int width, int height) {}

    /**
     * One attention area.
     *
     * @param outline border along pixel edges
     * @param box smallest box around it
     * @param centroid mean position of its pixels
     * @param relevanceCentroid the same, weighted with the positive relevance; the centroid if there is none
     * @param focus centre of the pixel with the largest SR value (the first one in reading order)
     * @param share of the picture, in (0, 1]
     * @param relevanceShare of the picture's positive relevance, in [0, 1]
     * @param meanSaliency mean SR value, in (0, 1]
     */
    public record Area(
            Outline outline,
            Box box,
            Position centroid,
            Position relevanceCentroid,
            Position focus,
            double share,
            double relevanceShare,
            double meanSaliency) {}

    /**
     * Finds the areas.
     *
     * @param map height x width SR values in [0, 1]; not modified
     * @param relevance height x width positive relevance, the channel sum with negative values set to 0; not modified
     * @param height of the picture
     * @param width of the picture
     * @param threshold from which SR value on a pixel counts
     * @return the areas, largest share of the positive relevance first, then larger, then higher up; none for an
     *     all-zero map
     * @throws IllegalArgumentException if the arrays do not fit the size, or hold a NaN, infinite or negative value
     */
    public static List<Area> find(float[] map, float[] relevance, int height, int width, AreaThreshold threshold) {
        check(map, "the SR map", height, width);
        check(relevance, "the positive relevance", height, width);
        boolean[] inside = new boolean[map.length];
        double least = threshold.valueFor(map);
        double total = 0;
        for (int i = 0; i < map.length; i++) {
            inside[i] = map[i] > 0 && map[i] >= least;
            total += relevance[i];
        }
        Regions regions = new Regions(inside, height, width);
        List<Area> areas = new ArrayList<>();
        for (int label = 1; label <= regions.count(); label++) {
            if (regions.pixels(label) >= MINIMUM_SHARE * map.length) {
                areas.add(new Measure(regions, label, map, relevance).area(total));
            }
        }
        // The sort is stable and regions are numbered in reading order.
        areas.sort(Comparator.comparingDouble(Area::relevanceShare)
                .thenComparingDouble(Area::share)
                .reversed());
        return List.copyOf(areas);
    }

    private static void check(float[] values, String what, int height, int width) {
        if (height < 1 || width < 1 || (long) height * width != values.length) {
            throw new IllegalArgumentException(
                    what + " has " + values.length + " values, which is not " + height + " x " + width);
        }
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(what + " is " + values[i] + " at row " + i / width + ", column "
                        + i % width + "; it must be finite and not negative");
            }
        }
    }

    /** Sums over the pixels of one region. */
    private static final class Measure {
        private final Regions regions;
        private final int label;
        private double sumX;
        private double sumY;
        private double weightedX;
        private double weightedY;
        private double weight;
        private double saliency;
        private int focus = -1;

        Measure(Regions regions, int label, float[] map, float[] relevance) {
            this.regions = regions;
            this.label = label;
            Box box = regions.box(label);
            for (int y = box.y(); y < box.y() + box.height(); y++) {
                for (int x = box.x(); x < box.x() + box.width(); x++) {
                    int pixel = y * regions.width() + x;
                    if (regions.labels()[pixel] == label) {
                        add(x + 0.5, y + 0.5, relevance[pixel]);
                        saliency += map[pixel];
                        focus = focus < 0 || map[pixel] > map[focus] ? pixel : focus;
                    }
                }
            }
        }

        private void add(double x, double y, double relevance) {
            sumX += x;
            sumY += y;
            weightedX += relevance * x;
            weightedY += relevance * y;
            weight += relevance;
        }

        Area area(double totalRelevance) {
            int pixels = regions.pixels(label);
            int width = regions.width();
            int focusX = focus % width;
            int focusY = focus / width;
            Position centroid = new Position(sumX / pixels, sumY / pixels);
            return new Area(
                    OutlineTracer.trace(regions.labels(), width, label, regions.box(label)),
                    regions.box(label),
                    centroid,
                    weight > 0 ? new Position(weightedX / weight, weightedY / weight) : centroid,
                    new Position(focusX + 0.5, focusY + 0.5),
                    (double) pixels / regions.labels().length,
                    totalRelevance > 0 ? Math.min(1, weight / totalRelevance) : 0,
                    saliency / pixels);
        }
    }
}
