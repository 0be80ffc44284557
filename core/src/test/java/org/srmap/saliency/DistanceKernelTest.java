package org.srmap.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DistanceKernelTest {
    private static final int PATCH = 3;

    @ParameterizedTest
    @ValueSource(ints = {49, 2 * 49, 3 * 49, 16 * 49})
    void distancesAreTheSameToTheLastBit(int dims) {
        Random random = new Random(dims);
        float[] window = random(random, dims);
        float[] patches = random(random, dims * (PATCH + 1));
        List<Float> distances = new ArrayList<>();
        for (KernelChoice choice : ContextAwareSaliencyTest.kernels()) {
            distances.add(Kernels.choose(choice).get().squaredDistance(window, patches, dims * PATCH));
        }
        double sum = 0;
        for (int k = 0; k < dims; k++) {
            double difference = (double) window[k] - patches[dims * PATCH + k];
            sum += difference * difference;
        }
        assertThat(distances).containsOnly(distances.get(0));
        assertThat((double) distances.get(0)).isCloseTo(sum, within(sum * dims * 0x1p-24));
    }

    private static float[] random(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
