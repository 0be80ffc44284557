package org.srmap.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.model.Architecture;
import org.srmap.model.weights.StateDict;

/** VGG-16 with seeded He-initialised weights: the real network's shape and size without its weight file. */
final class SeededVgg {
    private static final int[][] CONVOLUTIONS = {
        {0, 3, 64},
        {2, 64, 64},
        {5, 64, 128},
        {7, 128, 128},
        {10, 128, 256},
        {12, 256, 256},
        {14, 256, 256},
        {17, 256, 512},
        {19, 512, 512},
        {21, 512, 512},
        {24, 512, 512},
        {26, 512, 512},
        {28, 512, 512}
    };
    private static final int[][] DENSE = {{0, 25_088, 4096}, {3, 4096, 4096}, {6, 4096, 1000}};

    private final Random random = new Random(5);
    private final Map<String, Tensor> weights = new LinkedHashMap<>();

    private SeededVgg() {}

    static Graph graph() {
        SeededVgg vgg = new SeededVgg();
        for (int[] layer : CONVOLUTIONS) {
            vgg.layer("features." + layer[0], layer[2], layer[1], 3, 3);
        }
        for (int[] layer : DENSE) {
            vgg.layer("classifier." + layer[0], layer[2], layer[1]);
        }
        return Architecture.named("vgg16").build(StateDict.of("seeded", vgg.weights));
    }

    /** A layer's weights out x in x kernel. */
    private void layer(String name, int out, int in, int... kernel) {
        long[] shape = new long[2 + kernel.length];
        shape[0] = out;
        shape[1] = in;
        int inputs = in;
        for (int i = 0; i < kernel.length; i++) {
            shape[2 + i] = kernel[i];
            inputs *= kernel[i];
        }
        float[] values = new float[Math.multiplyExact(out, inputs)];
        double limit = Math.sqrt(6.0 / inputs); // uniform: the variance of He's normal distribution, drawn faster
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextFloat() - 1) * limit);
        }
        weights.put(name + ".weight", Tensor.floats(shape, values));
        weights.put(name + ".bias", Tensor.floats(new long[] {out}, new float[out]));
    }
}
