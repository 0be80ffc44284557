package org.srmap.saliency;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fallback in plain Java. Its inner loops run over the queries of a tile with one index for all arrays, the form
 * that HotSpot turns into SIMD code by itself.
 */
final class PlainKernel implements DistanceKernel {
    private static final int TILE = 256;
    private static final int CHUNK = 2016;
    private static final int UNROLL = 7;

    private final float[][] scores = new float[CHUNK][TILE];
    private final float[] halfNorm = new float[TILE];
    private final float[] near = new float[TILE];
    private float[][] panel = {};
    private float[][] minima = {};
    private float[] sorted = {};
    private int groups;
    private int rows;
    private @Nullable Tile current;

    @Override
    public int tile() {
        return TILE;
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    @Override
    public void start(Tile tile, int newGroups) {
        Scale scale = tile.scale;
        current = tile;
        groups = newGroups;
        if (panel.length != scale.dims) {
            panel = new float[scale.dims][TILE];
        }
        if (minima.length != groups) {
            minima = new float[groups][TILE];
            sorted = new float[groups];
        }
        for (float[] row : minima) {
            Arrays.fill(row, Float.POSITIVE_INFINITY);
        }
        float[] window = new float[scale.dims];
        for (int lane = 0; lane < tile.lanes(); lane++) {
            int x = Math.min(tile.laneX(lane), scale.size.width() - 1);
            halfNorm[lane] = scale.window(tile.laneY(lane), x, window);
            for (int k = 0; k < window.length; k++) {
                panel[k][lane] = window[k];
            }
        }
    }

    @Override
    public void score(int from, int to) {
        Tile tile = Objects.requireNonNull(current);
        Scale scale = tile.scale;
        rows = to - from;
        for (int row = 0; row < rows; row++) {
            int patch = from + row;
            float[] out = scores[row];
            Arrays.fill(out, 0);
            if (patch < scale.nonZero) {
                for (int k = 0; k < scale.dims; k += UNROLL) {
                    addProducts(out, panel, k, scale.patches, patch * scale.dims + k);
                }
            }
            for (int i = 0; i < tile.runs(); i++) {
                int entry = scale.tableBase[patch] + tile.tableOffset(i);
                System.arraycopy(scale.table, entry, near, i * Scale.SEGMENT, Scale.SEGMENT);
            }
            finish(out, halfNorm, scale.halfNorm[patch], near);
            takeMinimum(minima[patch % groups], out);
        }
    }

    @Override
    public void bounds(int rank, float[] bounds) {
        for (int lane = 0; lane < TILE; lane++) {
            for (int i = 0; i < groups; i++) {
                sorted[i] = Math.max(0, minima[i][lane]);
            }
            bounds[lane] = Selection.smallest(sorted, groups, rank);
        }
    }

    @Override
    public void passing(float[] limits, int[] passed) {
        int lanes = Objects.requireNonNull(current).lanes();
        Arrays.fill(passed, 0, (rows + 31) / 32 * TILE, 0);
        for (int row = 0; row < rows; row++) {
            float[] line = scores[row];
            int word = row / 32 * TILE;
            for (int lane = 0; lane < lanes; lane++) {
                if (line[lane] <= limits[lane]) {
                    passed[word + lane] |= 1 << row;
                }
            }
        }
    }

    private static void addProducts(float[] sum, float[][] panel, int k, float[] patches, int at) {
        float[] q0 = panel[k];
        float[] q1 = panel[k + 1];
        float[] q2 = panel[k + 2];
        float[] q3 = panel[k + 3];
        float[] q4 = panel[k + 4];
        float[] q5 = panel[k + 5];
        float[] q6 = panel[k + 6];
        float v0 = patches[at];
        float v1 = patches[at + 1];
        float v2 = patches[at + 2];
        float v3 = patches[at + 3];
        float v4 = patches[at + 4];
        float v5 = patches[at + 5];
        float v6 = patches[at + 6];
        for (int i = 0; i < TILE; i++) {
            sum[i] += q0[i] * v0 + q1[i] * v1 + q2[i] * v2 + q3[i] * v3 + q4[i] * v4 + q5[i] * v5 + q6[i] * v6;
        }
    }

    private static void finish(float[] products, float[] halfNorm, float patchHalfNorm, float[] near) {
        for (int i = 0; i < TILE; i++) {
            products[i] = (halfNorm[i] + patchHalfNorm - products[i]) * near[i];
        }
    }

    private static void takeMinimum(float[] minima, float[] scores) {
        for (int i = 0; i < TILE; i++) {
            minima[i] = Math.min(minima[i], scores[i]);
        }
    }
}
