package org.srmap.saliency;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Scalar products of 64 queries with 6 patches: small static methods whose sums HotSpot keeps in registers. */
final class VectorProducts {
    private static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOAT.length();
    private static final int TILE = VectorKernel.TILE;
    /** 24 sums need 32 registers: AVX-512, or 128-bit NEON and SVE; AVX2 has 16 and gets half as many. */
    private static final boolean WIDE = LANES == 16 || LANES == 4;

    private VectorProducts() {}

    /**
     * Multiplies.
     *
     * @param panel value k of query i at {@code k * 64 + i}
     * @param patches value k of patch j at {@code at + j * dims + k}
     * @param dims values per patch
     * @param out product of query i and patch j at {@code j * 64 + i}
     */
    static void multiply(float[] panel, float[] patches, int at, int dims, float[] out) {
        if (WIDE) {
            for (int lane = 0; lane < TILE; lane += 4 * LANES) {
                multiply4(panel, lane, patches, at, dims, out);
            }
        } else {
            for (int lane = 0; lane < TILE; lane += 2 * LANES) {
                multiply2(panel, lane, patches, at, dims, out);
            }
        }
    }

    private static void multiply4(float[] panel, int lane, float[] patches, int at, int dims, float[] out) {
        int at1 = at + dims;
        int at2 = at1 + dims;
        int at3 = at2 + dims;
        int at4 = at3 + dims;
        int at5 = at4 + dims;
        FloatVector a0 = FloatVector.zero(FLOAT);
        FloatVector a1 = FloatVector.zero(FLOAT);
        FloatVector a2 = FloatVector.zero(FLOAT);
        FloatVector a3 = FloatVector.zero(FLOAT);
        FloatVector b0 = FloatVector.zero(FLOAT);
        FloatVector b1 = FloatVector.zero(FLOAT);
        FloatVector b2 = FloatVector.zero(FLOAT);
        FloatVector b3 = FloatVector.zero(FLOAT);
        FloatVector c0 = FloatVector.zero(FLOAT);
        FloatVector c1 = FloatVector.zero(FLOAT);
        FloatVector c2 = FloatVector.zero(FLOAT);
        FloatVector c3 = FloatVector.zero(FLOAT);
        FloatVector d0 = FloatVector.zero(FLOAT);
        FloatVector d1 = FloatVector.zero(FLOAT);
        FloatVector d2 = FloatVector.zero(FLOAT);
        FloatVector d3 = FloatVector.zero(FLOAT);
        FloatVector e0 = FloatVector.zero(FLOAT);
        FloatVector e1 = FloatVector.zero(FLOAT);
        FloatVector e2 = FloatVector.zero(FLOAT);
        FloatVector e3 = FloatVector.zero(FLOAT);
        FloatVector f0 = FloatVector.zero(FLOAT);
        FloatVector f1 = FloatVector.zero(FLOAT);
        FloatVector f2 = FloatVector.zero(FLOAT);
        FloatVector f3 = FloatVector.zero(FLOAT);
        for (int k = 0; k < dims; k++) {
            int q = k * TILE + lane;
            FloatVector q0 = FloatVector.fromArray(FLOAT, panel, q);
            FloatVector q1 = FloatVector.fromArray(FLOAT, panel, q + LANES);
            FloatVector q2 = FloatVector.fromArray(FLOAT, panel, q + 2 * LANES);
            FloatVector q3 = FloatVector.fromArray(FLOAT, panel, q + 3 * LANES);
            FloatVector a = FloatVector.broadcast(FLOAT, patches[at + k]);
            a0 = q0.fma(a, a0);
            a1 = q1.fma(a, a1);
            a2 = q2.fma(a, a2);
            a3 = q3.fma(a, a3);
            FloatVector b = FloatVector.broadcast(FLOAT, patches[at1 + k]);
            b0 = q0.fma(b, b0);
            b1 = q1.fma(b, b1);
            b2 = q2.fma(b, b2);
            b3 = q3.fma(b, b3);
            FloatVector c = FloatVector.broadcast(FLOAT, patches[at2 + k]);
            c0 = q0.fma(c, c0);
            c1 = q1.fma(c, c1);
            c2 = q2.fma(c, c2);
            c3 = q3.fma(c, c3);
            FloatVector d = FloatVector.broadcast(FLOAT, patches[at3 + k]);
            d0 = q0.fma(d, d0);
            d1 = q1.fma(d, d1);
            d2 = q2.fma(d, d2);
            d3 = q3.fma(d, d3);
            FloatVector e = FloatVector.broadcast(FLOAT, patches[at4 + k]);
            e0 = q0.fma(e, e0);
            e1 = q1.fma(e, e1);
            e2 = q2.fma(e, e2);
            e3 = q3.fma(e, e3);
            FloatVector f = FloatVector.broadcast(FLOAT, patches[at5 + k]);
            f0 = q0.fma(f, f0);
            f1 = q1.fma(f, f1);
            f2 = q2.fma(f, f2);
            f3 = q3.fma(f, f3);
        }
        a0.intoArray(out, lane);
        a1.intoArray(out, lane + LANES);
        a2.intoArray(out, lane + 2 * LANES);
        a3.intoArray(out, lane + 3 * LANES);
        b0.intoArray(out, lane + TILE);
        b1.intoArray(out, lane + TILE + LANES);
        b2.intoArray(out, lane + TILE + 2 * LANES);
        b3.intoArray(out, lane + TILE + 3 * LANES);
        c0.intoArray(out, lane + 2 * TILE);
        c1.intoArray(out, lane + 2 * TILE + LANES);
        c2.intoArray(out, lane + 2 * TILE + 2 * LANES);
        c3.intoArray(out, lane + 2 * TILE + 3 * LANES);
        d0.intoArray(out, lane + 3 * TILE);
        d1.intoArray(out, lane + 3 * TILE + LANES);
        d2.intoArray(out, lane + 3 * TILE + 2 * LANES);
        d3.intoArray(out, lane + 3 * TILE + 3 * LANES);
        e0.intoArray(out, lane + 4 * TILE);
        e1.intoArray(out, lane + 4 * TILE + LANES);
        e2.intoArray(out, lane + 4 * TILE + 2 * LANES);
        e3.intoArray(out, lane + 4 * TILE + 3 * LANES);
        f0.intoArray(out, lane + 5 * TILE);
        f1.intoArray(out, lane + 5 * TILE + LANES);
        f2.intoArray(out, lane + 5 * TILE + 2 * LANES);
        f3.intoArray(out, lane + 5 * TILE + 3 * LANES);
    }

    private static void multiply2(float[] panel, int lane, float[] patches, int at, int dims, float[] out) {
        int at1 = at + dims;
        int at2 = at1 + dims;
        int at3 = at2 + dims;
        int at4 = at3 + dims;
        int at5 = at4 + dims;
        FloatVector a0 = FloatVector.zero(FLOAT);
        FloatVector a1 = FloatVector.zero(FLOAT);
        FloatVector b0 = FloatVector.zero(FLOAT);
        FloatVector b1 = FloatVector.zero(FLOAT);
        FloatVector c0 = FloatVector.zero(FLOAT);
        FloatVector c1 = FloatVector.zero(FLOAT);
        FloatVector d0 = FloatVector.zero(FLOAT);
        FloatVector d1 = FloatVector.zero(FLOAT);
        FloatVector e0 = FloatVector.zero(FLOAT);
        FloatVector e1 = FloatVector.zero(FLOAT);
        FloatVector f0 = FloatVector.zero(FLOAT);
        FloatVector f1 = FloatVector.zero(FLOAT);
        for (int k = 0; k < dims; k++) {
            int q = k * TILE + lane;
            FloatVector q0 = FloatVector.fromArray(FLOAT, panel, q);
            FloatVector q1 = FloatVector.fromArray(FLOAT, panel, q + LANES);
            FloatVector a = FloatVector.broadcast(FLOAT, patches[at + k]);
            a0 = q0.fma(a, a0);
            a1 = q1.fma(a, a1);
            FloatVector b = FloatVector.broadcast(FLOAT, patches[at1 + k]);
            b0 = q0.fma(b, b0);
            b1 = q1.fma(b, b1);
            FloatVector c = FloatVector.broadcast(FLOAT, patches[at2 + k]);
            c0 = q0.fma(c, c0);
            c1 = q1.fma(c, c1);
            FloatVector d = FloatVector.broadcast(FLOAT, patches[at3 + k]);
            d0 = q0.fma(d, d0);
            d1 = q1.fma(d, d1);
            FloatVector e = FloatVector.broadcast(FLOAT, patches[at4 + k]);
            e0 = q0.fma(e, e0);
            e1 = q1.fma(e, e1);
            FloatVector f = FloatVector.broadcast(FLOAT, patches[at5 + k]);
            f0 = q0.fma(f, f0);
            f1 = q1.fma(f, f1);
        }
        a0.intoArray(out, lane);
        a1.intoArray(out, lane + LANES);
        b0.intoArray(out, lane + TILE);
        b1.intoArray(out, lane + TILE + LANES);
        c0.intoArray(out, lane + 2 * TILE);
        c1.intoArray(out, lane + 2 * TILE + LANES);
        d0.intoArray(out, lane + 3 * TILE);
        d1.intoArray(out, lane + 3 * TILE + LANES);
        e0.intoArray(out, lane + 4 * TILE);
        e1.intoArray(out, lane + 4 * TILE + LANES);
        f0.intoArray(out, lane + 5 * TILE);
        f1.intoArray(out, lane + 5 * TILE + LANES);
    }
}
