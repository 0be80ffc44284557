package org.srmap.saliency;

import java.util.Arrays;

/** What one writes first: all distances of a pixel, sorted. Scale 1 without the smaller context levels. */
final class NaiveSaliency {
    private static final int PATCH = 7;
    private static final int NEIGHBOURS = 64;

    private NaiveSaliency() {}

    /** Sum of m over the first {@code queries} windows that lie inside the map. */
    static double run(float[] map, int side, int queries) {
        int grid = (side - PATCH) / 3 + 1;
        float[] distances = new float[grid * grid];
        double sum = 0;
        for (int q = 0; q < queries; q++) {
            int qy = q / (side - PATCH + 1);
            int qx = q % (side - PATCH + 1);
            for (int p = 0; p < distances.length; p++) {
                distances[p] = distance(map, side, qy, qx, p / grid * 3, p % grid * 3);
            }
            Arrays.sort(distances);
            for (int i = 0; i < NEIGHBOURS; i++) {
                sum += distances[i];
            }
        }
        return sum / NEIGHBOURS;
    }

    private static float distance(float[] map, int side, int qy, int qx, int py, int px) {
        float sum = 0;
        for (int dy = 0; dy < PATCH; dy++) {
            for (int dx = 0; dx < PATCH; dx++) {
                float d = map[(qy + dy) * side + qx + dx] - map[(py + dy) * side + px + dx];
                sum += d * d;
            }
        }
        double away = Math.hypot(qy - py, qx - px) / side;
        return (float) (Math.sqrt(sum) / PATCH / (1 + 3 * away));
    }
}
