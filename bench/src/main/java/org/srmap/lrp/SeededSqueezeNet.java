package org.srmap.lrp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.model.Architecture;
import org.srmap.model.weights.StateDict;

/** SqueezeNet 1.0 with seeded He-initialised weights: the real network's shape without its weight file. */
final class SeededSqueezeNet {
    private static final int[][] FIRES = {
        {3, 96, 16, 64}, {4, 128, 16, 64}, {5, 128, 32, 128}, {7, 256, 32, 128},
        {8, 256, 48, 192}, {9, 384, 48, 192}, {10, 384, 64, 256}, {12, 512, 64, 256}
    };

    private final Random random = new Random(3);
    private final Map<String, Tensor> weights = new LinkedHashMap<>();

    private SeededSqueezeNet() {}

    static Graph graph() {
        return new SeededSqueezeNet().build();
    }

    private Graph build() {
        layer("features.0", 96, 3, 7);
        for (int[] fire : FIRES) {
            String name = "features." + fire[0] + ".";
            layer(name + "squeeze", fire[2], fire[1], 1);
            layer(name + "expand1x1", fire[3], fire[2], 1);
            layer(name + "expand3x3", fire[3], fire[2], 3);
        }
        layer("classifier.1", 1000, 512, 1);
        return Architecture.named("squeezenet1_0").build(StateDict.of("seeded", weights));
    }

    private void layer(String name, int out, int in, int kernel) {
        float[] values = new float[out * in * kernel * kernel];
        double scale = Math.sqrt(2.0 / (in * kernel * kernel));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * scale);
        }
        weights.put(name + ".weight", Tensor.floats(new long[] {out, in, kernel, kernel}, values));
        weights.put(name + ".bias", Tensor.floats(new long[] {out}, new float[out]));
    }
}
