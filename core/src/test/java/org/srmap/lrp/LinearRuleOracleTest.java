package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Node;
import org.srmap.rule.Initial;
import org.srmap.rule.InputRange;
import org.srmap.rule.Rule;
import org.srmap.testing.Agreement;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.LinearMap;
import org.srmap.testing.LinearMaps;
import org.srmap.testing.RuleOracle;

/** Every rule on every kind of linear layer against the rule's formula on the layer's matrix, in double precision. */
public class LinearRuleOracleTest {
    private static final InputRange RANGE = new InputRange(List.of(-4.0), List.of(4.5));

    /**
     * One layer: input and weight shapes without the batch axis, the operator's attributes.
     *
     * <p>Each is gone through with and without bias, after a ReLU (the compiler then knows that the input is not
     * negative) and on an input of both signs.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Conv | 3,6,5 | 4,3,3,3 | pads=[1,1,1,1]",
                "Conv | 3,7,6 | 4,3,3,2 | kernel_shape=[3,2], strides=[2,3]",
                "Conv | 2,6,6 | 3,2,1,1 | kernel_shape=[1,1]",
                "Conv | 3,7,7 | 4,3,1,1 | strides=[2,2]",
                "Conv | 3,8,7 | 4,3,3,3 | pads=[0,1,1,2], strides=[2,2], dilations=[1,1]",
                "Conv | 2,8,9 | 3,2,3,2 | dilations=[2,3], pads=[2,1,2,2]",
                "Conv | 4,6,6 | 6,2,3,3 | group=2, pads=[1,1,1,1]",
                "Conv | 4,7,5 | 8,1,3,3 | group=4, strides=[2,1], pads=[1,1,1,1]",
                "Conv | 4,6,6 | 4,2,1,1 | group=2",
                "Conv | 2,5,5 | 3,2,2,2 | pads=[2,3,1,2]",
                "Conv | 3,4,4 | 5,3,4,4 |",
                "Conv | 3,9 | 4,3,3 | pads=[1,1]",
                "Conv | 4,11 | 6,2,3 | group=2, strides=[3], pads=[2,0], dilations=[2]",
                "Conv | 2,3,4,4 | 3,2,2,3,3 | pads=[0,1,1,1,1,1]",
                "ConvTranspose | 3,4,3 | 3,2,3,3 | strides=[2,2]",
                "ConvTranspose | 3,4,4 | 3,2,3,3 | strides=[2,2], pads=[1,1,1,1], output_padding=[1,1]",
                "ConvTranspose | 4,3,4 | 4,3,2,3 | group=2, pads=[0,1,1,0], dilations=[1,2], kernel_shape=[2,3]",
                "ConvTranspose | 2,5 | 2,3,4 | strides=[3], pads=[1,2], output_padding=[2]",
                "Gemm | 12 | 12,7 |",
                "Gemm | 12 | 7,12 | transB=1",
                "MatMul | 12 | 12,7 |",
                "MatMul | 3,8 | 8,5 |",
                "MatMul | 2,3,4 | 4,5 |",
            })
    void everyRuleIsItsFormula(String op, String in, String weights, String attributes) {
        SoftAssertions all = new SoftAssertions();
        int seed = Arrays.asList(op, in, weights, attributes).hashCode() & 0xffff;
        List<Rule> rules = RuleCases.all();
        for (int i = 0; i < 2 * rules.size(); i++) {
            // each rule with two of the four combinations, other ones for other layers
            boolean bias = i < rules.size();
            boolean nonNegative = (i + seed) % 2 == 0;
            Rule rule = rules.get(i % rules.size());
            Graph graph = graph(op, in, weights, attributes == null ? "" : attributes, bias, nonNegative, seed);
            all.assertThat(error(graph, rule, nonNegative, seed))
                    .as(rule + (bias ? ", bias" : "") + (nonNegative ? ", after ReLU" : "") + ", seed " + seed + "\n"
                            + graph)
                    .isLessThan(1);
        }
        all.assertAll();
    }

    private static Graph graph(
            String op, String in, String weights, String attributes, boolean bias, boolean nonNegative, int seed) {
        String layerBias = bias && !op.equals("MatMul") ? ", b" : "";
        String data = nonNegative ? "a" : "x";
        int[] shape = ints(weights);
        boolean lastAxis = op.equals("MatMul") || op.equals("Gemm") && !attributes.contains("transB");
        int outputs = op.equals("ConvTranspose")
                ? shape[1] * (attributes.contains("group=2") ? 2 : 1)
                : shape[lastAxis ? shape.length - 1 : 0];
        String text = "graph t opset 17\n"
                + "input x float[N," + in + "]\n"
                + "weight w float[" + weights + "] = random " + seed + "\n"
                + (bias ? "weight b float[" + outputs + "] = random " + (seed + 1) + "\n" : "")
                + (nonNegative ? "a = Relu(x)\n" : "")
                + "z = " + op + "(" + data + ", w" + layerBias + ") {" + attributes + "} \"layer\"\n"
                + (bias && op.equals("MatMul")
                        ? "zb = Add(z, b)\ny = Flatten(zb) {axis=1}\n"
                        : "y = Flatten(z) {axis=1}\n");
        Graph open = GraphText.parse(text + "output y float[N,1]\n");
        int classes = map(open, bias).outputs();
        return GraphText.parse(text + "output y float[N," + classes + "]\n");
    }

    private static int[] ints(String list) {
        return Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    private static Node layer(Graph graph) {
        return graph.nodes().stream()
                .filter(n -> n.name().equals("layer"))
                .findFirst()
                .orElseThrow();
    }

    private static LinearMap map(Graph graph, boolean bias) {
        Node layer = layer(graph);
        if (layer.is("MatMul") && bias) {
            layer = layer.withInputs(List.of(layer.input(0), layer.input(1), "b"));
        }
        long[] in = graph.inputs().get(0).shape().sizes();
        int[] picture = Arrays.stream(in).skip(1).mapToInt(Math::toIntExact).toArray();
        return LinearMaps.of(graph, layer, picture);
    }

    /** Error of the compiled relevance of the layer's input, in units of what rounding explains. */
    private static double error(Graph graph, Rule rule, boolean nonNegative, int seed) {
        LinearMap map = map(graph, graph.weight("b") != null);
        Random random = new Random(seed);
        int[] shape = Arrays.stream(graph.inputs().get(0).shape().sizes())
                .mapToInt(Math::toIntExact)
                .toArray();
        shape[0] = 2;
        Array x = Array.random(random, shape);
        // windows of zeros: their outputs are exactly the bias, or exactly zero
        Arrays.fill(x.values(), x.rowSize(), x.rowSize() + x.rowSize() / 2, 0);
        Array r = Array.random(random, 2, map.outputs());
        Request request = Request.of(RuleCases.onLayer(rule))
                .withInitial(Initial.VECTOR)
                .withRange(RANGE)
                .withTaps(List.of(layer(graph).input(0)));
        double worst = 0;
        try (Explained explained = Explained.of(graph, request)) {
            Array actual = explained.tapFromVector(x, r);
            assertThat(actual.shape()).isEqualTo(shape);
            for (int n = 0; n < 2; n++) {
                double[] a = nonNegative
                        ? Arrays.stream(x.row(n)).map(v -> Math.max(v, 0)).toArray()
                        : x.row(n);
                RuleOracle.Outcome expected = RuleOracle.apply(rule, map, a, r.row(n), RANGE);
                worst = Math.max(worst, Agreement.inRoundings(actual.row(n), expected));
            }
        }
        return worst;
    }
}
