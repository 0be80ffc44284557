package org.srmap;

import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.Similarity;
import org.srmap.image.Geometry;
import org.srmap.map.Box;
import org.srmap.map.PixelMap;
import org.srmap.map.Point;

/**
 * How much two SR maps of one photo are alike, on a grid of 64 x 64 points over what both networks saw of the photo.
 *
 * <p>Source of the measures: Z. Bylinskii, T. Judd, A. Oliva, A. Torralba, F. Durand, <em>What do different evaluation
 * metrics tell us about saliency models?</em> (2019), CC and SIM.
 *
 * @param correlation Pearson's correlation of the values, -1 to 1; null where a map is the same everywhere
 * @param similarity common mass of the maps when each has the mass 1, 0 to 1; null where a map is zero
 */
public record MapAgreement(
        @Nullable Double correlation, @Nullable Double similarity) {
    private static final int GRID = 64;

    /**
     * Compares the SR maps of two explanations of the same photo.
     *
     * @throws IllegalArgumentException when one has no SR map, or the photos differ in size
     */
    public static MapAgreement of(Explanation a, Explanation b) {
        SalientRelevance first = a.salient();
        SalientRelevance second = b.salient();
        if (first == null || second == null) {
            throw new IllegalArgumentException("two SR maps are needed");
        }
        if (a.geometry().photoWidth() != b.geometry().photoWidth()
                || a.geometry().photoHeight() != b.geometry().photoHeight()) {
            throw new IllegalArgumentException("the explanations are of different photos");
        }
        Box both = a.geometry().visible().intersection(b.geometry().visible());
        if (both.area() == 0) {
            return new MapAgreement(null, null);
        }
        return of(sample(first, a.geometry(), both), sample(second, b.geometry(), both));
    }

    /** Compares two maps of the same size with values from 0. */
    static MapAgreement of(double[] a, double[] b) {
        return new MapAgreement(correlation(a, b), similarity(a, b));
    }

    private static double[] sample(SalientRelevance salient, Geometry geometry, Box box) {
        double[] values = new double[GRID * GRID];
        for (int y = 0; y < GRID; y++) {
            for (int x = 0; x < GRID; x++) {
                double px = box.x0() + (x + 0.5) / GRID * box.width();
                double py = box.y0() + (y + 0.5) / GRID * box.height();
                values[y * GRID + x] = at(salient.map(), geometry.toInput(px, py));
            }
        }
        return values;
    }

    /** Bilinear between the centres of the pixels. */
    private static double at(PixelMap map, Point point) {
        double x = Math.max(0, Math.min(map.width() - 1, point.x() - 0.5));
        double y = Math.max(0, Math.min(map.height() - 1, point.y() - 0.5));
        int x0 = (int) x;
        int y0 = (int) y;
        int x1 = Math.min(x0 + 1, map.width() - 1);
        int y1 = Math.min(y0 + 1, map.height() - 1);
        double upper = map.at(x0, y0) * (1 - (x - x0)) + map.at(x1, y0) * (x - x0);
        double lower = map.at(x0, y1) * (1 - (x - x0)) + map.at(x1, y1) * (x - x0);
        return upper * (1 - (y - y0)) + lower * (y - y0);
    }

    private static @Nullable Double correlation(double[] a, double[] b) {
        double correlation = Similarity.pearson(a, b);
        return Double.isNaN(correlation) ? null : correlation;
    }

    private static @Nullable Double similarity(double[] a, double[] b) {
        double sumA = DoubleStream.of(a).sum();
        double sumB = DoubleStream.of(b).sum();
        if (!(sumA > 0) || !(sumB > 0)) {
            return null;
        }
        double common = 0;
        for (int i = 0; i < a.length; i++) {
            common += Math.min(a[i] / sumA, b[i] / sumB);
        }
        return Math.min(1, common);
    }
}
