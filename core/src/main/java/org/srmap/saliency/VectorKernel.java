package org.srmap.saliency;

import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The kernel on the Vector API. Products of a tile of 64 queries with a block of 6 patches stay in registers (see
 * {@link VectorProducts}); scores are kept as the bits of non-negative floats, which order like integers, so that the
 * selection needs neither masks nor floating-point minima.
 */
final class VectorKernel implements DistanceKernel {
    static final int TILE = 64;
    private static final int CHUNK = 8064;
    private static final int BLOCK = Scale.BLOCK;
    private static final int INFINITY = 0x7f800000;
    private static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INT = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOAT.length();

    private final int[] scores = new int[CHUNK * TILE];
    private final float[] halfNorm = new float[TILE];
    private final float[] products = new float[BLOCK * TILE];
    private final int[] limitBits = new int[TILE];
    private final int[] offsets = new int[TILE / Scale.SEGMENT];
    private float[] panel = {};
    private float[] window = {};
    private int[] minima = {};
    private float[] sorted = {};
    private int groups;
    private int rows;
    private boolean byBlock;
    private @Nullable Scale scale;

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
        Scale s = tile.scale;
        scale = s;
        groups = newGroups;
        byBlock = s.paddedCount / BLOCK >= groups;
        if (window.length != s.dims) {
            window = new float[s.dims];
            panel = new float[s.dims * TILE];
        }
        if (sorted.length != groups) {
            sorted = new float[groups];
            minima = new int[groups * TILE];
        }
        Arrays.fill(minima, INFINITY);
        for (int run = 0; run < offsets.length; run++) {
            offsets[run] = tile.tableOffset(Math.min(run, tile.runs() - 1));
        }
        for (int lane = 0; lane < tile.lanes(); lane++) {
            int x = Math.min(tile.laneX(lane), s.size.width() - 1);
            halfNorm[lane] = s.window(tile.laneY(lane), x, window);
            for (int k = 0; k < window.length; k++) {
                panel[k * TILE + lane] = window[k];
            }
        }
    }

    @Override
    public void score(int from, int to) {
        Scale s = Objects.requireNonNull(scale);
        rows = to - from;
        for (int patch = from; patch < to; patch += BLOCK) {
            if (patch < s.nonZero) {
                VectorProducts.multiply(panel, s.patches, patch * s.dims, s.dims, products);
            } else {
                Arrays.fill(products, 0);
            }
            int group = byBlock ? patch / BLOCK % groups : -1;
            for (int i = 0; i < BLOCK; i++) {
                finish(s, patch + i, i * TILE, (patch - from + i) * TILE);
                if (group < 0) {
                    takeMinimum((patch + i) % groups * TILE, (patch - from + i) * TILE);
                }
            }
            if (group >= 0) {
                takeBlockMinimum(group * TILE, (patch - from) * TILE);
            }
        }
    }

    /** Turns the products with one patch into scores; negative ones, which only rounding makes, become 0. */
    private void finish(Scale s, int patch, int product, int score) {
        FloatVector norm = FloatVector.broadcast(FLOAT, s.halfNorm[patch]);
        int base = s.tableBase[patch];
        for (int run = 0; run < TILE / Scale.SEGMENT; run++) {
            int entry = base + offsets[run];
            for (int i = 0; i < Scale.SEGMENT; i += LANES) {
                int lane = run * Scale.SEGMENT + i;
                FloatVector.fromArray(FLOAT, halfNorm, lane)
                        .add(norm)
                        .sub(FloatVector.fromArray(FLOAT, products, product + lane))
                        .mul(FloatVector.fromArray(FLOAT, s.table, entry + i))
                        .reinterpretAsInts()
                        .max(0)
                        .intoArray(scores, score + lane);
            }
        }
    }

    private void takeMinimum(int group, int score) {
        for (int lane = 0; lane < TILE; lane += LANES) {
            IntVector.fromArray(INT, minima, group + lane)
                    .min(IntVector.fromArray(INT, scores, score + lane))
                    .intoArray(minima, group + lane);
        }
    }

    private void takeBlockMinimum(int group, int score) {
        for (int lane = 0; lane < TILE; lane += LANES) {
            int at = score + lane;
            IntVector a = IntVector.fromArray(INT, scores, at).min(IntVector.fromArray(INT, scores, at + TILE));
            IntVector b = IntVector.fromArray(INT, scores, at + 2 * TILE)
                    .min(IntVector.fromArray(INT, scores, at + 3 * TILE));
            IntVector c = IntVector.fromArray(INT, scores, at + 4 * TILE)
                    .min(IntVector.fromArray(INT, scores, at + 5 * TILE));
            IntVector.fromArray(INT, minima, group + lane).min(a).min(b).min(c).intoArray(minima, group + lane);
        }
    }

    @Override
    public float bound(int lane, int rank) {
        for (int i = 0; i < groups; i++) {
            sorted[i] = Float.intBitsToFloat(minima[i * TILE + lane]);
        }
        return Selection.smallest(sorted, groups, rank);
    }

    @Override
    public void passing(float[] limits, int[] passed) {
        for (int lane = 0; lane < TILE; lane++) {
            limitBits[lane] = limits[lane] < 0 ? 0 : Float.floatToRawIntBits(limits[lane]) + 1;
        }
        for (int word = 0; word * 32 < rows; word++) {
            int count = Math.min(32, rows - word * 32);
            for (int lane = 0; lane < TILE; lane += LANES) {
                passing(word, count, lane, passed);
            }
        }
    }

    /** A score lies below the limit if their difference is negative: its sign bits of 32 patches make a word. */
    private void passing(int word, int count, int lane, int[] passed) {
        IntVector limit = IntVector.fromArray(INT, limitBits, lane);
        IntVector bits = IntVector.zero(INT);
        int at = word * 32 * TILE + lane;
        for (int i = 0; i < count; i++) {
            IntVector sign =
                    IntVector.fromArray(INT, scores, at + i * TILE).sub(limit).and(Integer.MIN_VALUE);
            bits = bits.lanewise(VectorOperators.LSHR, 1).or(sign);
        }
        bits.lanewise(VectorOperators.LSHR, 32 - count).intoArray(passed, word * TILE + lane);
    }
}
