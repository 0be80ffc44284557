package org.srmap.study;

import org.jspecify.annotations.Nullable;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.map.Point;

/**
 * Numbers about an SR map, in coordinates of the photo. A map without mass has no focus, spread or share inside.
 *
 * @param focusX where the map is largest, 0 to 1 of the photo's width
 * @param focusY where the map is largest, 0 to 1 of the photo's height
 * @param spread root mean square distance of the mass from its centroid, divided by the photo's diagonal
 * @param inside share of the mass at pixels whose centre is inside the object; NaN where no object is known
 */
record AttentionStatistics(double focusX, double focusY, double spread, double inside) {

    /** Edge of the reduced map. */
    static final int REDUCED = 32;

    /** Tells whether a point of the photo belongs to the object. */
    interface Region {
        boolean contains(double x, double y);
    }

    /**
     * Computes them.
     *
     * @param region the object; null when not known
     */
    static AttentionStatistics of(PixelMap salient, Geometry geometry, @Nullable Region region) {
        float[] map = salient.values();
        int width = salient.width();
        int peak = 0;
        double mass = 0;
        double sumX = 0;
        double sumY = 0;
        double squares = 0;
        double within = 0;
        for (int i = 0; i < map.length; i++) {
            Point p = geometry.toPhoto(i % width + 0.5, row(i, width) + 0.5);
            double value = map[i];
            peak = map[i] > map[peak] ? i : peak;
            mass += value;
            sumX += value * p.x();
            sumY += value * p.y();
            squares += value * (p.x() * p.x() + p.y() * p.y());
            within += region != null && region.contains(p.x(), p.y()) ? value : 0;
        }
        if (mass == 0) {
            return new AttentionStatistics(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double x = sumX / mass;
        double y = sumY / mass;
        double variance = Math.max(0, squares / mass - x * x - y * y);
        Point focus = geometry.toPhoto(peak % width + 0.5, row(peak, width) + 0.5);
        return new AttentionStatistics(
                focus.x() / geometry.photoWidth(),
                focus.y() / geometry.photoHeight(),
                Math.sqrt(variance) / Math.hypot(geometry.photoWidth(), geometry.photoHeight()),
                region == null ? Double.NaN : within / mass);
    }

    private static int row(int index, int width) {
        return index / width;
    }

    /**
     * The map over the whole photo in 32 x 32 cells, row by row: the mean over each cell, 255 for 1, where what the model
     * does not see counts as 0.
     */
    static byte[] reduced(PixelMap salient, Geometry geometry) {
        double[][] across = overlaps(salient.width(), geometry.scaleX(), geometry.offsetX(), geometry.photoWidth());
        double[][] down = overlaps(salient.height(), geometry.scaleY(), geometry.offsetY(), geometry.photoHeight());
        int width = salient.width();
        byte[] cells = new byte[REDUCED * REDUCED];
        for (int row = 0; row < REDUCED; row++) {
            double[] line = new double[width];
            for (int y = 0; y < salient.height(); y++) {
                double part = down[row][y];
                for (int x = 0; part > 0 && x < width; x++) {
                    line[x] += part * salient.at(x, y);
                }
            }
            for (int column = 0; column < REDUCED; column++) {
                double mean = 0;
                for (int x = 0; x < width; x++) {
                    mean += across[column][x] * line[x];
                }
                cells[row * REDUCED + column] = (byte) Math.round(255 * Math.min(1, mean));
            }
        }
        return cells;
    }

    /** For each cell, which part of it each pixel of the input covers, along one axis. */
    private static double[][] overlaps(int pixels, double scale, double offset, int photo) {
        double cell = (double) photo / REDUCED;
        double[][] parts = new double[REDUCED][pixels];
        for (int c = 0; c < REDUCED; c++) {
            for (int i = 0; i < pixels; i++) {
                double from = Math.max(c * cell, i * scale + offset);
                double to = Math.min((c + 1) * cell, (i + 1) * scale + offset);
                parts[c][i] = Math.max(0, to - from) / cell;
            }
        }
        return parts;
    }
}
