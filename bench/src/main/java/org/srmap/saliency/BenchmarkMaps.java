package org.srmap.saliency;

import java.util.Random;

/** Seeded maps of 224 x 224 values that stand for what the SR stage sees. */
final class BenchmarkMaps {
    static final int SIDE = 224;

    private BenchmarkMaps() {}

    /**
     * Makes a map.
     *
     * @param kind {@code relevance}: heavy-tailed noise around a few objects over a weak background, as positive
     *     relevance is; {@code sparse}: the same without the background, most pixels zero; {@code dense}: uniform noise
     */
    static float[] make(String kind) {
        Random random = new Random(42);
        float[] out = new float[SIDE * SIDE];
        double[][] objects = {{90, 100, 28}, {140, 60, 16}, {60, 170, 12}};
        for (int i = 0; i < out.length; i++) {
            int y = i / SIDE;
            double near = 0;
            for (double[] object : objects) {
                double d = Math.hypot(y - object[0], i % SIDE - object[1]) / object[2];
                near += Math.exp(-d * d);
            }
            double noise = random.nextGaussian();
            double background = random.nextGaussian();
            out[i] = (float)
                    switch (kind) {
                        case "relevance" -> Math.max(0, near * noise * noise + 0.01 * background);
                        case "sparse" -> near > 0.05 ? Math.max(0, near * noise) : 0;
                        case "dense" -> random.nextDouble();
                        default -> throw new IllegalArgumentException("no map is called " + kind);
                    };
        }
        return out;
    }
}
