package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.rule.Initial;
import org.srmap.rule.InputRange;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;
import org.srmap.testing.Agreement;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.LinearMap;
import org.srmap.testing.LinearMaps;
import org.srmap.testing.MaxPools;
import org.srmap.testing.RuleOracle;

/**
 * Relevance through maximum pooling against plain loops, on pictures of few distinct values: most windows have several
 * largest elements, and the first in row-major order must get everything.
 */
class MaxPoolOracleTest {
    private static final String SPATIAL = "kernel_shape=[2,2], strides=[2,2]";
    private static final Stabilizer PAPER = Stabilizer.add(1e-9);

    private static Graph graph(String in, String attributes, int outputs) {
        String channels = in.substring(0, in.indexOf(','));
        String ones = "1" + ",1".repeat((int) in.chars().filter(c -> c == ',').count());
        return GraphText.parse("graph t opset 17\n"
                + "input x float[N," + in + "]\n"
                + "weight w float[" + channels + "," + ones + "] ="
                + " 1".repeat(Integer.parseInt(channels)) + "\n"
                + "c = Conv(x, w) {group=" + channels + "}\n"
                + "z = MaxPool(c) {" + attributes + "} \"layer\"\n"
                + "y = Flatten(z) {axis=1}\n"
                + "output y float[N," + outputs + "]\n");
    }

    /** The pooling as a matrix that selects each window's winner, which depends on the picture. */
    private static LinearMap winners(Node node, Array x, int n) {
        return MaxPools.winners(node, x.row(n), Arrays.copyOfRange(x.shape(), 1, x.rank()));
    }

    private static Node layer(Graph graph) {
        return graph.nodes().stream().filter(v -> v.is("MaxPool")).findFirst().orElseThrow();
    }

    private static Array picture(Random random, int batch, String in, boolean nonNegative) {
        int[] shape = Arrays.stream((batch + "," + in).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        return Array.zeros(shape).map(v -> random.nextInt(4) - (nonNegative ? 0 : 2));
    }

    static final String[] GEOMETRIES = {
        "2,6,6 | " + SPATIAL,
        "2,7,5 | " + SPATIAL,
        "2,7,7 | kernel_shape=[3,3], strides=[2,2]",
        "1,6,6 | kernel_shape=[3,2], strides=[1,1]",
        "2,8,8 | kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1]",
        "2,6,7 | kernel_shape=[3,3], strides=[2,2], ceil_mode=1",
        "2,7,7 | kernel_shape=[2,2], strides=[2,2], ceil_mode=1",
        "2,6,6 | kernel_shape=[3,3], strides=[2,2], pads=[1,0,0,1], ceil_mode=1",
        "1,7,8 | kernel_shape=[2,3], strides=[2,1], dilations=[2,2]",
        "1,9,9 | kernel_shape=[2,2], strides=[3,3], dilations=[2,1], pads=[1,0,1,0]",
        "1,9,9 | kernel_shape=[2,2], strides=[3,3]",
        "2,6,4 | kernel_shape=[2,2], strides=[2,2], storage_order=1",
        "2,9 | kernel_shape=[3], strides=[2], pads=[1,1]",
        "2,8 | kernel_shape=[2], strides=[2]",
        "1,4,4,4 | kernel_shape=[2,2,2], strides=[2,2,2]",
    };

    static List<String> geometries() {
        return List.of(GEOMETRIES);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void theFirstLargestElementTakesAll(String geometry) {
        String in = geometry.split(" \\| ")[0];
        String attributes = geometry.split(" \\| ")[1];
        int seed = geometry.hashCode() & 0xffff;
        for (Rule rule : List.of(
                new Rule.Gradient(),
                new Rule.Epsilon(PAPER),
                new Rule.Epsilon(Stabilizer.sign(0.25)),
                new Rule.Epsilon(new Stabilizer(0.25, Stabilizer.Mode.CLIP, true)))) {
            Random random = new Random(seed);
            Array x = picture(
                    random,
                    3,
                    in,
                    rule instanceof Rule.Epsilon e && e.stabilizer().equals(PAPER));
            Node node = layer(graph(in, attributes, 1));
            int outputs = winners(node, x, 0).outputs();
            Array r = Array.random(random, 3, outputs);
            Graph graph = graph(in, attributes, outputs);
            try (Explained explained = Explained.of(graph, request(rule))) {
                Array actual = explained.fromVector(x, r);
                for (int n = 0; n < 3; n++) {
                    RuleOracle.Outcome expected =
                            RuleOracle.apply(rule, winners(node, x, n), x.row(n), r.row(n), InputRange.imagenet());
                    assertThat(Agreement.inRoundings(actual.row(n), expected))
                            .as(geometry + " " + rule + " picture " + n + " seed " + seed)
                            .isLessThan(1);
                }
            }
        }
    }

    private static Request request(Rule rule) {
        return Request.of(RuleCases.onLayer(rule)).withInitial(Initial.VECTOR);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void severalMapsOfOnePictureHaveItsWinners(String geometry) {
        String in = geometry.split(" \\| ")[0];
        String attributes = geometry.split(" \\| ")[1];
        Random random = new Random(5);
        Array x = picture(random, 3, in, false);
        Node node = layer(graph(in, attributes, 1));
        int outputs = winners(node, x, 0).outputs();
        long[] pictures = {2, 0, 0, 1};
        Array r = Array.random(random, pictures.length, outputs);
        Request request = request(new Rule.Gradient()).withSeveralTargets();
        try (Explained explained = Explained.of(graph(in, attributes, outputs), request)) {
            Array actual = explained
                    .run(
                            x,
                            Map.of(
                                    RelevanceGraph.INITIAL,
                                    r.toTensor(),
                                    RelevanceGraph.PICTURE,
                                    Tensor.longs(pictures)))
                    .get(explained.compiled().relevance());
            assertThat(actual.shape()[0]).isEqualTo(4);
            for (int m = 0; m < pictures.length; m++) {
                int n = (int) pictures[m];
                RuleOracle.Outcome expected = RuleOracle.apply(
                        new Rule.Gradient(), winners(node, x, n), x.row(n), r.row(m), InputRange.imagenet());
                assertThat(Agreement.inRoundings(actual.row(m), expected))
                        .as(geometry + " map " + m)
                        .isLessThan(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.25})
    void asAverageTheWindowIsShared(double epsilon) {
        Rule rule = new Rule.AverageOfWindow(Stabilizer.sign(epsilon));
        for (String geometry : GEOMETRIES) {
            String attributes = geometry.split(" \\| ")[1];
            if (attributes.contains("dilations") || attributes.contains("storage_order")) {
                continue; // AveragePool of this operator set has neither
            }
            String in = geometry.split(" \\| ")[0];
            Random random = new Random(11);
            Array x = picture(random, 2, in, true);
            int[] shape = Arrays.copyOfRange(x.shape(), 1, x.rank());
            Graph open = graph(in, attributes, 1);
            LinearMap map = LinearMaps.of(open, layer(open), shape);
            Array r = Array.random(random, 2, map.outputs());
            try (Explained explained = Explained.of(graph(in, attributes, map.outputs()), request(rule))) {
                Array actual = explained.fromVector(x, r);
                for (int n = 0; n < 2; n++) {
                    RuleOracle.Outcome expected =
                            RuleOracle.apply(rule, map, x.row(n), r.row(n), InputRange.imagenet());
                    assertThat(Agreement.inRoundings(actual.row(n), expected))
                            .as(geometry)
                            .isLessThan(1);
                }
            }
        }
    }
}
