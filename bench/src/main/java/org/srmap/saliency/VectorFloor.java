package org.srmap.saliency;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Twelve independent chains of fused multiply-adds, enough to hide their latency, all in registers. */
final class VectorFloor implements MultiplyAddFloor {
    private static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private static final int BATCH = 1 << 20;

    @Override
    public float run(long count) {
        long rounds = count / ((long) BATCH * CHAINS * FLOAT.length()) + 1;
        float sum = 0;
        for (long i = 0; i < rounds; i++) {
            sum += batch(0.5f + i);
        }
        return sum;
    }

    private static float batch(float start) {
        FloatVector x = FloatVector.broadcast(FLOAT, start);
        FloatVector a = x;
        FloatVector b = x;
        FloatVector c = x;
        FloatVector d = x;
        FloatVector e = x;
        FloatVector f = x;
        FloatVector g = x;
        FloatVector h = x;
        FloatVector i = x;
        FloatVector j = x;
        FloatVector k = x;
        FloatVector l = x;
        for (int n = 0; n < BATCH; n++) {
            a = x.fma(x, a);
            b = x.fma(x, b);
            c = x.fma(x, c);
            d = x.fma(x, d);
            e = x.fma(x, e);
            f = x.fma(x, f);
            g = x.fma(x, g);
            h = x.fma(x, h);
            i = x.fma(x, i);
            j = x.fma(x, j);
            k = x.fma(x, k);
            l = x.fma(x, l);
        }
        FloatVector left = a.add(b).add(c).add(d).add(e).add(f);
        return left.add(g).add(h).add(i).add(j).add(k).add(l).reduceLanes(VectorOperators.ADD);
    }
}
