package org.srmap.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.srmap.Model;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.map.PixelMap;

class SanityTest {
    private static Heatmap map(float... values) {
        return new Heatmap(new PixelMap(values, 1, values.length));
    }

    @Test
    @DisplayName("ranks 1, 2, 3, 4 and 2, 1, 4, 3: 1 - 6 * 4 / (4 * 15) = 0.6; ties share their rank")
    void spearman() {
        assertThat(Similarity.spearman(map(1, 20, 300, 4000), map(-1, -2, 9, 8)))
                .isEqualTo(0.6, within(1e-12));
        assertThat(Similarity.spearman(map(1, 2, 3), map(-1, -2, -3))).isEqualTo(-1, within(1e-12));
        // ranks 1.5, 1.5, 3 and 1, 2, 3: covariance 1.5, variances 1.5 and 2
        assertThat(Similarity.spearman(map(0, 0, 5), map(1, 2, 3))).isEqualTo(1.5 / Math.sqrt(3), within(1e-12));
        assertThat(Similarity.spearman(map(1, 1), map(1, 2))).isNaN();
    }

    @Test
    @DisplayName("deviations -1, 0, 1 and -1, 2, -1: 0; of a constant: not defined")
    void pearson() {
        assertThat(Similarity.pearson(new double[] {1, 2, 3}, new double[] {0, 3, 0}))
                .isEqualTo(0, within(1e-12));
        assertThat(Similarity.pearson(new double[] {1, 2, 4}, new double[] {-2, -4, -8}))
                .isEqualTo(-1, within(1e-12));
        assertThat(Similarity.pearson(new double[] {1, 2}, new double[] {5, 5})).isNaN();
    }

    @Test
    @DisplayName("3, 4 and 0, 0: 1; of all zeros: not defined")
    void relativeDistance() {
        assertThat(Similarity.relativeDistance(map(3, 4), map(0, 0))).isEqualTo(1, within(1e-12));
        assertThat(Similarity.relativeDistance(map(3, 4), map(3, 6))).isEqualTo(0.4, within(1e-12));
        assertThat(Similarity.relativeDistance(map(0, 0), map(3, 6))).isNaN();
    }

    @Test
    void layersGetRandomWeightsFromTheOutputOn() {
        Graph graph = Model.demo().graph();
        var layers = RandomWeights.layers(graph);
        assertThat(layers).hasSizeGreaterThan(3);
        Graph one = RandomWeights.of(graph, 1, 5);
        Graph two = RandomWeights.of(graph, 2, 5);
        assertThat(changed(graph, one)).isBetween(1L, 2L);
        assertThat(changed(graph, two)).isGreaterThan(changed(graph, one));
        assertThat(changed(graph, RandomWeights.of(graph, layers.size(), 5))).isGreaterThan(changed(graph, two));
        assertThat(changed(one, RandomWeights.of(graph, 1, 5))).isZero();
        assertThat(changed(one, RandomWeights.of(graph, 1, 6))).isPositive();
    }

    @Test
    void randomWeightsKeepTheirScale() {
        Graph graph = Model.demo().graph();
        Graph random = RandomWeights.of(graph, RandomWeights.layers(graph).size(), 5);
        graph.weights().forEach((name, tensor) -> {
            Tensor drawn = random.weights().get(name);
            if (drawn != null && !drawn.equals(tensor) && tensor.elements() > 2000) {
                assertThat(deviation(drawn)).isEqualTo(deviation(tensor), within(0.1 * deviation(tensor)));
            }
        });
    }

    private static long changed(Graph before, Graph after) {
        return before.weights().keySet().stream()
                .filter(n -> !before.weights().get(n).equals(after.weights().get(n)))
                .count();
    }

    private static double deviation(Tensor tensor) {
        float[] values = tensor.toFloats();
        double mean = 0;
        double squares = 0;
        for (float value : values) {
            mean += value / values.length;
            squares += (double) value * value / values.length;
        }
        return Math.sqrt(squares - mean * mean);
    }
}
