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
    /** Bounds are exact down to this bit of their 23-bit fractions. */
    private static final int LAST_BIT = 12;

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
    /** Group minima; those of LANES neighbouring queries lie together. */
    private int[] minima = {};

    private int groups;
    /** Whether the patches of a block fall into one group: where there are enough blocks, that is as tight and faster. */
    private boolean blockwise;

    private int rows;
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
        blockwise = s.paddedCount >= BLOCK * groups;
        if (window.length != s.dims) {
            window = new float[s.dims];
            panel = new float[s.dims * TILE];
        }
        if (minima.length != groups * TILE) {
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
            if (blockwise) {
                finishBlock(s, patch, (patch - from) * TILE);
                continue;
            }
            for (int i = 0; i < BLOCK; i++) {
                finishPatch(s, patch + i, i * TILE, (patch - from + i) * TILE);
            }
        }
    }

    /** Turns the products with a block into scores, and keeps their minimum in one group. */
    private void finishBlock(Scale s, int patch, int score) {
        int group = patch / BLOCK % groups * LANES;
        for (int lane = 0; lane < TILE; lane += LANES) {
            int offset = offsets[lane / Scale.SEGMENT] + lane % Scale.SEGMENT;
            FloatVector query = FloatVector.fromArray(FLOAT, halfNorm, lane);
            IntVector least = IntVector.fromArray(INT, minima, group + lane * groups);
            for (int i = 0; i < BLOCK; i++) {
                FloatVector product = FloatVector.fromArray(FLOAT, products, i * TILE + lane);
                FloatVector near = FloatVector.fromArray(FLOAT, s.table, s.tableBase[patch + i] + offset);
                IntVector bits = bits(query.add(s.halfNorm[patch + i]), product, near);
                bits.intoArray(scores, score + i * TILE + lane);
                least = least.min(bits);
            }
            least.intoArray(minima, group + lane * groups);
        }
    }

    /** The same with a group for each patch, where blocks are too few for as many groups. */
    private void finishPatch(Scale s, int patch, int product, int score) {
        int group = patch % groups * LANES;
        FloatVector norm = FloatVector.broadcast(FLOAT, s.halfNorm[patch]);
        for (int lane = 0; lane < TILE; lane += LANES) {
            int entry = s.tableBase[patch] + offsets[lane / Scale.SEGMENT] + lane % Scale.SEGMENT;
            FloatVector query = FloatVector.fromArray(FLOAT, halfNorm, lane);
            FloatVector near = FloatVector.fromArray(FLOAT, s.table, entry);
            IntVector bits = bits(query.add(norm), FloatVector.fromArray(FLOAT, products, product + lane), near);
            bits.intoArray(scores, score + lane);
            int minimum = group + lane * groups;
            bits.min(IntVector.fromArray(INT, minima, minimum)).intoArray(minima, minimum);
        }
    }

    /** Negative scores, which only rounding makes, become 0. */
    private static IntVector bits(FloatVector norms, FloatVector product, FloatVector near) {
        return norms.sub(product).mul(near).reinterpretAsInts().max(0);
    }

    @Override
    public void bounds(int rank, float[] bounds) {
        for (int lane = 0; lane < TILE; lane += LANES) {
            bounds(rank, lane, bounds);
        }
    }

    /**
     * Finds the leading bits of the rank-th smallest minimum from the top: a bit is set if fewer than {@code rank}
     * minima are smaller than the number with it. Signs of differences stand for comparisons.
     */
    private void bounds(int rank, int lane, float[] bounds) {
        IntVector prefix = IntVector.zero(INT);
        for (int bit = 1 << 30; bit >= 1 << LAST_BIT; bit >>= 1) {
            IntVector trial = prefix.add(bit);
            IntVector tooFew = countBelow(trial, lane).sub(rank).lanewise(VectorOperators.ASHR, 31);
            prefix = prefix.add(tooFew.and(bit));
        }
        prefix.add((1 << LAST_BIT) - 1).min(INFINITY).reinterpretAsFloats().intoArray(bounds, lane);
    }

    private IntVector countBelow(IntVector trial, int lane) {
        IntVector even = IntVector.zero(INT);
        IntVector odd = IntVector.zero(INT);
        int end = (lane + LANES) * groups;
        for (int i = lane * groups; i < end; i += 2 * LANES) {
            even = even.add(sign(IntVector.fromArray(INT, minima, i).sub(trial)));
            odd = odd.add(sign(IntVector.fromArray(INT, minima, i + LANES).sub(trial)));
        }
        return even.add(odd);
    }

    private static IntVector sign(IntVector difference) {
        return difference.lanewise(VectorOperators.LSHR, 31);
    }

    @Override
    public void passing(float[] limits, int[] passed) {
        for (int lane = 0; lane < TILE; lane++) {
            limitBits[lane] = limits[lane] < 0 ? 0 : Float.floatToRawIntBits(limits[lane]) + 1;
        }
        for (int word = 0; word * 32 < rows; word++) {
            for (int lane = 0; lane < TILE; lane += 4 * LANES) {
                passing(word, lane, passed);
            }
        }
    }

    /** A score lies at or below the limit if score - limit - 1 is negative: the signs of 32 patches make a word. */
    private void passing(int word, int lane, int[] passed) {
        int count = Math.min(32, rows - word * 32);
        IntVector limit0 = IntVector.fromArray(INT, limitBits, lane);
        IntVector limit1 = IntVector.fromArray(INT, limitBits, lane + LANES);
        IntVector limit2 = IntVector.fromArray(INT, limitBits, lane + 2 * LANES);
        IntVector limit3 = IntVector.fromArray(INT, limitBits, lane + 3 * LANES);
        IntVector bits0 = IntVector.zero(INT);
        IntVector bits1 = IntVector.zero(INT);
        IntVector bits2 = IntVector.zero(INT);
        IntVector bits3 = IntVector.zero(INT);
        for (int i = 0; i < count; i++) {
            int at = (word * 32 + i) * TILE + lane;
            bits0 = shiftIn(bits0, IntVector.fromArray(INT, scores, at).sub(limit0));
            bits1 = shiftIn(bits1, IntVector.fromArray(INT, scores, at + LANES).sub(limit1));
            bits2 = shiftIn(
                    bits2, IntVector.fromArray(INT, scores, at + 2 * LANES).sub(limit2));
            bits3 = shiftIn(
                    bits3, IntVector.fromArray(INT, scores, at + 3 * LANES).sub(limit3));
        }
        int out = word * TILE + lane;
        int rest = 32 - count;
        bits0.lanewise(VectorOperators.LSHR, rest).intoArray(passed, out);
        bits1.lanewise(VectorOperators.LSHR, rest).intoArray(passed, out + LANES);
        bits2.lanewise(VectorOperators.LSHR, rest).intoArray(passed, out + 2 * LANES);
        bits3.lanewise(VectorOperators.LSHR, rest).intoArray(passed, out + 3 * LANES);
    }

    private static IntVector shiftIn(IntVector bits, IntVector difference) {
        return bits.lanewise(VectorOperators.LSHR, 1).or(difference.and(Integer.MIN_VALUE));
    }
}
