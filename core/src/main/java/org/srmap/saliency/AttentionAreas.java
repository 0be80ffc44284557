package org.srmap.saliency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.srmap.map.Box;
import org.srmap.map.PixelMap;
import org.srmap.map.Point;
import org.srmap.map.Regions;

/**
 * Attention areas: the 8-connected regions of an SR map at or above a threshold.
 *
 * <p>All coordinates are those of the map, in pixels as in {@link Point}: the centre of the pixel in row r and column c
 * lies at (c + 0.5, r + 0.5).
 */
public final class AttentionAreas {
    /** Regions that cover less than this share of the picture are dropped. */
    public static final double MINIMUM_SHARE = 0.001;

    private AttentionAreas() {}

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
            Point centroid,
            Point relevanceCentroid,
            Point focus,
            double share,
            double relevanceShare,
            double meanSaliency) {}

    /**
     * Finds the areas.
     *
     * @param map SR values in [0, 1], one channel; not modified
     * @param relevance positive relevance, one channel of the same size: the channel sum with negative values set to 0;
     *     not modified
     * @param threshold from which SR value on a pixel counts
     * @return the areas, largest share of the positive relevance first, then larger, then higher up; none for an
     *     all-zero map
     * @throws IllegalArgumentException if the sizes differ, or a value is NaN, infinite or negative
     */
    public static List<Area> find(PixelMap map, PixelMap relevance, AreaThreshold threshold) {
        map.requireNonNegative("the SR map");
        relevance.requireNonNegative("the positive relevance");
        if (map.channels() != 1 || relevance.channels() != 1 || !map.size().equals(relevance.size())) {
            throw new IllegalArgumentException("an SR map of " + shape(map) + " and a positive relevance of "
                    + shape(relevance) + " (channels x height x width): one channel each and the same size are needed");
        }
        Regions regions = Regions.above(map, threshold.valueFor(map.values()));
        double total = 0;
        for (float value : relevance.values()) {
            total += value;
        }
        List<Area> areas = new ArrayList<>();
        for (int region = 1; region <= regions.count(); region++) {
            if (isArea(regions, region)) {
                areas.add(new Measure(regions, region, map, relevance).area(total));
            }
        }
        // The sort is stable and regions are numbered in reading order.
        areas.sort(Comparator.comparingDouble(Area::relevanceShare)
                .thenComparingDouble(Area::share)
                .reversed());
        return List.copyOf(areas);
    }

    /** Whether a region of an SR map is large enough for an attention area. */
    public static boolean isArea(Regions regions, int region) {
        return regions.pixels(region) >= MINIMUM_SHARE * regions.mapPixels();
    }

    private static String shape(PixelMap map) {
        return map.channels() + " x " + map.height() + " x " + map.width();
    }

    /** Sums over the pixels of one region. */
    private static final class Measure {
        private final Regions regions;
        private final int region;
        private double sumX;
        private double sumY;
        private double weightedX;
        private double weightedY;
        private double weight;
        private double saliency;
        private Point focus = new Point(0, 0);

        Measure(Regions regions, int region, PixelMap map, PixelMap relevance) {
            this.regions = regions;
            this.region = region;
            Box box = regions.box(region);
            float most = 0;
            for (int y = (int) box.y0(); y < box.y1(); y++) {
                for (int x = (int) box.x0(); x < box.x1(); x++) {
                    if (regions.at(x, y) == region) {
                        Point centre = new Point(x + 0.5, y + 0.5);
                        add(centre, relevance.at(x, y));
                        saliency += map.at(x, y);
                        focus = map.at(x, y) > most ? centre : focus;
                        most = Math.max(most, map.at(x, y));
                    }
                }
            }
        }

        private void add(Point centre, double relevance) {
            sumX += centre.x();
            sumY += centre.y();
            weightedX += relevance * centre.x();
            weightedY += relevance * centre.y();
            weight += relevance;
        }

        Area area(double totalRelevance) {
            int pixels = regions.pixels(region);
            Point centroid = new Point(sumX / pixels, sumY / pixels);
            return new Area(
                    OutlineTracer.trace(regions, region),
                    regions.box(region),
                    centroid,
                    weight > 0 ? new Point(weightedX / weight, weightedY / weight) : centroid,
                    focus,
                    (double) pixels / regions.mapPixels(),
                    totalRelevance > 0 ? Math.min(1, weight / totalRelevance) : 0,
                    saliency / pixels);
        }
    }
}
