package org.srmap;

import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.Similarity;
import org.srmap.image.Box;
import org.srmap.image.Geometry;
import org.srmap.image.Point;

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
        Box va = a.geometry().visible();
        Box vb = b.geometry().visible();
        Box both = new Box(
                Math.max(va.x0(), vb.x0()),
                Math.max(va.y0(), vb.y0()),
                Math.min(va.x1(), vb.x1()),
                Math.min(va.y1(), vb.y1()));
        if (both.x0() >= both.x1() || both.y0() >= both.y1()) {
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
                double px = box.x0() + (x + 0.5) / GRID * (box.x1() - box.x0());
                double py = box.y0() + (y + 0.5) / GRID * (box.y1() - box.y0());
                values[y * GRID + x] = at(salient, geometry.toInput(px, py));
            }
        }
        return values;
    }

    /** Bilinear between the centres of the pixels. */
    private static double at(SalientRelevance salient, Point point) {
        double x = Math.max(0, Math.min(salient.width() - 1, point.x() - 0.5));
        double y = Math.max(0, Math.min(salient.height() - 1, point.y() - 0.5));
        int x0 = (int) x;
        int y0 = (int) y;
        int x1 = Math.min(x0 + 1, salient.width() - 1);
        int y1 = Math.min(y0 + 1, salient.height() - 1);
        float[] map = salient.map();
        double upper = map[y0 * salient.width() + x0] * (1 - (x - x0)) + map[y0 * salient.width() + x1] * (x - x0);
        double lower = map[y1 * salient.width() + x0] * (1 - (x - x0)) + map[y1 * salient.width() + x1] * (x - x0);
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
