package org.srmap.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextAwareSaliencyTest {
    private static final SaliencyParameters DEFAULTS = SaliencyParameters.defaults();

    /** The kernels that this JVM has. */
    static List<KernelChoice> kernels() {
        boolean vector = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vector ? List.of(KernelChoice.VECTOR, KernelChoice.PLAIN) : List.of(KernelChoice.PLAIN);
    }

    private static Stream<TestMap> maps() {
        return Stream.of(TestMap.Kind.values())
                .flatMap(kind -> Stream.of(
                        new TestMap(kind, 31, 40, 1, 1),
                        new TestMap(kind, 40, 17, 3, 2),
                        new TestMap(kind, 13, 14, 2, 3),
                        new TestMap(kind, 9, 50, 1, 4),
                        new TestMap(kind, 7, 7, 1, 5),
                        new TestMap(kind, 64, 60, 1, 6)));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void agreesWithTheSlowTwin(TestMap test) {
        float[] input = test.values();
        BruteForceSaliency expected = new BruteForceSaliency(input, test.height(), test.width(), test.channels());
        for (KernelChoice kernel : kernels()) {
            ContextAwareSaliency saliency = new ContextAwareSaliency(DEFAULTS, 2, kernel);
            double[][] means = saliency.means(input, test.height(), test.width(), test.channels());
            for (int s = 0; s < means.length; s++) {
                double most = Arrays.stream(expected.means[s]).max().orElseThrow();
                assertThat(means[s])
                        .as("%s %s scale %d", test, kernel, s)
                        .containsExactly(expected.means[s], within(1e-6 * most + 1e-12));
            }
            float[] map = saliency.map(input, test.height(), test.width(), test.channels());
            assertAlmostEverywhere(test + " " + kernel, map, expected.map);
        }
    }

    /** Within 1e-5 but for pixels that a focus near its threshold changes. */
    private static void assertAlmostEverywhere(String what, float[] actual, double[] expected) {
        int beyond = 0;
        for (int i = 0; i < actual.length; i++) {
            beyond += Math.abs(actual[i] - expected[i]) > 1e-5 ? 1 : 0;
        }
        assertThat(beyond).as(what).isZero();
    }

    @ParameterizedTest
    @MethodSource("maps")
    void givesTheSameBytesForAllKernelsAndThreads(TestMap test) {
        float[] input = test.values();
        float[] first = new ContextAwareSaliency(DEFAULTS, 1, KernelChoice.PLAIN)
                .map(input, test.height(), test.width(), test.channels());
        assertThat(input).as("%s: input unchanged", test).containsExactly(test.values());
        for (KernelChoice kernel : kernels()) {
            for (int threads : new int[] {1, 2, 5}) {
                float[] again = new ContextAwareSaliency(DEFAULTS, threads, kernel)
                        .map(input, test.height(), test.width(), test.channels());
                assertThat(again).as("%s %s %d threads", test, kernel, threads).containsExactly(first);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,30", "30,1", "6,6", "6,40", "2,3"})
    void givesZeroBelowThePatchSize(int height, int width) {
        for (KernelChoice kernel : kernels()) {
            float[] input = new TestMap(TestMap.Kind.DENSE, height, width, 1, 7).values();
            float[] map = new ContextAwareSaliency(DEFAULTS, 2, kernel).map(input, height, width, 1);
            assertThat(map).hasSize(height * width).containsOnly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.3f, -1e30f, Float.MAX_VALUE})
    void givesZeroForConstantMaps(float value) {
        float[] input = new float[40 * 30 * 2];
        Arrays.fill(input, value);
        for (KernelChoice kernel : kernels()) {
            assertThat(new ContextAwareSaliency(DEFAULTS, 2, kernel).map(input, 40, 30, 2))
                    .containsOnly(0);
        }
    }

    @Test
    void doesNotDependOnOffsetAndRange() {
        float[] input = new TestMap(TestMap.Kind.SPARSE, 32, 32, 1, 8).values();
        float[] scaled = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            scaled[i] = input[i] * 1024;
        }
        ContextAwareSaliency saliency = new ContextAwareSaliency(DEFAULTS, 1);
        assertThat(saliency.map(scaled, 32, 32, 1)).containsExactly(saliency.map(input, 32, 32, 1));
    }

    @Test
    void copesWithTheWholeRangeOfFloats() {
        float[] input = new TestMap(TestMap.Kind.DENSE, 20, 20, 1, 9).values();
        input[5] = Float.MAX_VALUE;
        input[6] = -Float.MAX_VALUE;
        float[] map = new ContextAwareSaliency(DEFAULTS, 1).map(input, 20, 20, 1);
        for (float value : map) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void saysWhereAValueIsNotFinite(float value) {
        float[] input = new float[10 * 20 * 3];
        input[(4 * 20 + 7) * 3 + 2] = value;
        assertThatThrownBy(() -> new ContextAwareSaliency(DEFAULTS, 1).map(input, 10, 20, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 4, column 7, channel 2 is " + value);
    }

    @Test
    void rejectsSizesThatDoNotFit() {
        ContextAwareSaliency saliency = new ContextAwareSaliency(DEFAULTS, 1);
        assertThatThrownBy(() -> saliency.map(new float[12], 3, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 x 5 x 1")
                .hasMessageContaining("12");
        assertThatThrownBy(() -> saliency.map(new float[0], 0, 5, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> saliency.map(new float[17], 1, 1, 17)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> saliency.map(new float[0], 1 << 16, 1 << 16, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too many values");
        assertThatThrownBy(() -> new ContextAwareSaliency(DEFAULTS, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void stopsWhenInterrupted(int threads) {
        float[] input = new TestMap(TestMap.Kind.DENSE, 64, 64, 1, 10).values();
        ContextAwareSaliency saliency = new ContextAwareSaliency(DEFAULTS, threads);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> saliency.map(input, 64, 64, 1)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void usesTheScalesThatAreAskedFor() {
        float[] input = new TestMap(TestMap.Kind.DENSE, 30, 30, 1, 11).values();
        float[][] single = new float[4][];
        for (int i = 0; i < 4; i++) {
            List<Double> one = List.of(DEFAULTS.scales().get(i));
            single[i] = new ContextAwareSaliency(DEFAULTS.withScales(one), 1).map(input, 30, 30, 1);
        }
        float[] all = new ContextAwareSaliency(DEFAULTS, 1).map(input, 30, 30, 1);
        for (int p = 0; p < all.length; p++) {
            double mean = ((double) single[0][p] + single[1][p] + single[2][p] + single[3][p]) / 4;
            assertThat((double) all[p]).isCloseTo(mean, within(1e-6));
        }
    }

    @Test
    void centrePriorFallsOffFromTheCentre() {
        float[] input = new TestMap(TestMap.Kind.DENSE, 31, 61, 1, 12).values();
        float[] without = new ContextAwareSaliency(DEFAULTS, 1).map(input, 31, 61, 1);
        float[] with = new ContextAwareSaliency(DEFAULTS.withCentrePrior(true), 1).map(input, 31, 61, 1);
        assertThat(with[15 * 61 + 30]).isEqualTo(without[15 * 61 + 30]);
        double corner = Math.exp(-(Math.pow(15 / (31 / 6.0), 2) + Math.pow(30 / (61 / 6.0), 2)) / 2);
        assertThat((double) with[0]).isCloseTo(without[0] * corner, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource(KernelChoice.class)
    void worksOrSaysWhatIsMissing(KernelChoice choice) {
        if (choice == KernelChoice.VECTOR && !kernels().contains(KernelChoice.VECTOR)) {
            assertThatThrownBy(() -> new ContextAwareSaliency(DEFAULTS, 1, choice))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--add-modules jdk.incubator.vector");
        } else {
            assertThat(new ContextAwareSaliency(DEFAULTS, 1, choice).map(new float[1], 1, 1, 1))
                    .containsExactly(0);
        }
    }

    @Test
    void parametersAreChecked() {
        assertThatThrownBy(() -> DEFAULTS.withScales(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULTS.withScales(List.of(1.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new SaliencyParameters(List.of(1.0), List.of(0.7), 0.2, 64, 3, 0.8, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.7");
        assertThatThrownBy(() -> new SaliencyParameters(List.of(1.0), List.of(0.5), 0.2, 0, 3, 0.8, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SaliencyParameters(List.of(1.0), List.of(0.5), 0.2, 64, Double.NaN, 0.8, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fewerNeighboursNeverRaiseTheMean() {
        float[] input = new TestMap(TestMap.Kind.DENSE, 40, 40, 1, 13).values();
        SaliencyParameters few = new SaliencyParameters(
                DEFAULTS.scales(), DEFAULTS.contextLevels(), 0.2, 5, DEFAULTS.distanceWeight(), 0.8, false);
        double[] less = new ContextAwareSaliency(few, 1).means(input, 40, 40, 1)[0];
        double[] more = new ContextAwareSaliency(DEFAULTS, 1).means(input, 40, 40, 1)[0];
        Random random = new Random(14);
        for (int i = 0; i < 100; i++) {
            int pixel = random.nextInt(less.length);
            assertThat(less[pixel]).isLessThanOrEqualTo(more[pixel]);
        }
    }
}
