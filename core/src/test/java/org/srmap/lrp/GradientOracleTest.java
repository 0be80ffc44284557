package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
import org.srmap.rule.Initial;
import org.srmap.rule.Presets;
import org.srmap.testing.Agreement;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.PlainGraph;

/**
 * The gradient through every operator that is not a rule's own business, against central differences of a plain double
 * interpreter of the same graph; its forward result is compared too, so that the interpreter is checked as well.
 *
 * <p>Central differences in double are right to 1e-9 here, away from kinks; what remains is float32.
 */
class GradientOracleTest {
    private static final double TOLERANCE = 2e-5;

    /** Between a convolution and the output, which is flattened; c is N x 4 x 5 x 6, p is the same made positive. */
    static Stream<String> graphs() {
        return Stream.of(
                "d = Conv(x, v) {pads=[1,1,1,1]}\nz = Add(c, d)",
                "z = Add(c, c)",
                "d = Relu(c)\ng = GlobalAveragePool(d)\nz = Add(d, g)",
                "d = Relu(c)\ne = Tanh(c)\nz = Sum(c, d, e)",
                "d = Tanh(c)\nz = Sub(d, c)",
                "d = Tanh(c)\ng = GlobalAveragePool(d)\nz = Sub(g, c)",
                "z = Mul(c, c)",
                "g = GlobalAveragePool(c)\ns = Sigmoid(g)\nz = Mul(c, s)",
                "g = GlobalAveragePool(c)\ns = HardSigmoid(g) {alpha=0.25, beta=0.5}\nz = Mul(s, c)",
                "z = Div(c, p)",
                "g = GlobalAveragePool(p)\nz = Div(c, g)",
                "g = GlobalAveragePool(c)\nz = Div(g, p)",
                "weight e float[] = 2\nz = Pow(c, e)",
                "weight e float[] = 1.5\nz = Pow(p, e)",
                "weight e float[4,1,1] = 1 2 0.5 3\nz = Pow(p, e)",
                "z = Sqrt(p)",
                "z = Exp(c)",
                "z = Log(p)",
                "z = Reciprocal(p)",
                "z = Neg(c)",
                "z = Abs(c)",
                "weight k float[4,1,1] = 1 -2 0.5 3\nz = Mul(k, c)",
                "weight k float[4,1,1] = 1 -2 0.5 3\nz = Div(c, k)",
                "weight k float[4,1,1] = 1 -2 0.5 3\nz = Div(k, p)",
                "weight k float[4,1,1] = 1 -2 0.5 3\nz = Sub(k, c)",
                "weight k float[4,1,1] = 1 -2 0.5 3\nd = Add(c, k)\nz = Tanh(d)",
                "weight a int64[2] = 2 3\nz = ReduceSum(c, a) {keepdims=0}",
                "weight a int64[1] = -1\nd = ReduceSum(c, a) {keepdims=1}\nz = Mul(c, d)",
                "z = Sigmoid(c)",
                "z = Tanh(c)",
                "z = Elu(c) {alpha=0.7}",
                "z = Selu(c)",
                "z = Celu(c) {alpha=0.6}",
                "z = Softplus(c)",
                "z = LeakyRelu(c) {alpha=0.2}",
                "z = HardSwish(c)",
                "z = HardSigmoid(c) {alpha=0.3, beta=0.4}",
                "s = Sigmoid(c)\nz = Mul(c, s)",
                "weight g float[4] = 1 2 -1 0.5\nweight h float[4] = 0.1 0 1 -1\nweight m float[4] = 0.5 0 -1 2\n"
                        + "weight s float[4] = 1 0.5 2 3\nz = BatchNormalization(c, g, h, m, s) {epsilon=0.001}",
                "weight g float[6] = random 3\nweight h float[6] = random 4\nz = LayerNormalization(c, g, h) {axis=-1}",
                "weight g float[4,5,6] = random 3\nz = LayerNormalization(c, g) {axis=1, epsilon=0.01}",
                "weight g float[5,6] = random 3\nweight h float[5,6] = random 4\n"
                        + "z = LayerNormalization(c, g, h) {axis=2}",
                "weight g float[4] = 1 2 -1 0.5\nweight h float[4] = 0.1 0 1 -1\n"
                        + "z = InstanceNormalization(c, g, h) {epsilon=0.01}",
                "z = LRN(c) {size=3, alpha=0.3, beta=0.75, bias=1.5}",
                "z = LRN(c) {size=5, alpha=1.0, beta=0.5, bias=2.0}",
                "d = Tanh(c)\nz = Concat(c, d, c) {axis=1}",
                "d = Tanh(c)\nz = Concat(d, c) {axis=-1}",
                "s, t = Split(c) {axis=1}\nz = Mul(s, t)",
                "weight p3 int64[3] = 1 2 1\ns, t, u = Split(c, p3) {axis=1}\nd = Tanh(t)\nz = Concat(u, d) {axis=1}",
                "weight p2 int64[2] = 2 4\ns, t = Split(c, p2) {axis=-1}\nz = Concat(t, s, t) {axis=3}",
                slice("1 0", "4 6", "2 3", "1 1"),
                slice("0 1", "5 6", "2 3", "2 2"),
                slice("0 1", "4 6", "1 3", "2 3"),
                slice("0 0 1", "4 5 6", "1 2 3", "3 2 2"),
                slice("-1", "-9", "-1", "-1"),
                slice("-2 4", "-9 0", "3 2", "-1 -1"),
                slice("1 -1", "9 -9", "2 3", "2 -1"),
                slice("-1 4", "-9 0", "3 2", "-2 -3"),
                slice("-3", "9223372036854775807", "2", "1"),
                "weight a int64[8] = 0 1 0 2 0 0 3 1\nd = Pad(c, a)\nz = Tanh(d)",
                "weight a int64[8] = 0 0 1 1 0 0 1 1\nweight k float[] = 0.5\nd = Pad(c, a, k)\nz = Mul(d, d)",
                "d = Transpose(c) {perm=[0,2,3,1]}\nz = Tanh(d)",
                "d = Transpose(c) {perm=[0,3,1,2]}\nweight r int64[3] = 0 -1 5\ne = Reshape(d, r)\nz = Tanh(e)",
                "z = MaxPool(c) {kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1]}",
                "d = Tanh(c)\nz = AveragePool(d) {kernel_shape=[2,3], strides=[2,1], pads=[1,1,0,1]}",
                "weight u float[4,2,3,3] = random 9\nd = Tanh(c)\nz = ConvTranspose(d, u) {strides=[2,2]}",
                "weight u float[6,3] = random 9\nweight h float[3] = random 2\nd = MatMul(c, u)\nz = Add(d, h)");
    }

    private static String slice(String starts, String ends, String axes, String steps) {
        int n = axes.split(" ").length;
        return "weight b1 int64[" + n + "] = " + starts + "\nweight b2 int64[" + n + "] = " + ends
                + "\nweight b3 int64["
                + n + "] = " + axes + "\nweight b4 int64[" + n + "] = " + steps + "\nd = Slice(c, b1, b2, b3, b4)\n"
                + "z = Tanh(d)";
    }

    private static Graph graph(String middle, int outputs) {
        return GraphText.parse("graph t opset 17\ninput x float[N,2,5,6]\n"
                + "weight w float[4,2,3,3] = random 1\nweight v float[4,2,3,3] = random 2\nweight third float[] = 0.3\n"
                + "c0 = Conv(x, w) {pads=[1,1,1,1]}\nc = Mul(c0, third)\np0 = Softplus(c)\np = Add(p0, third)\n"
                + middle + "\ny = Flatten(z) {axis=1}\noutput y float[N," + outputs + "]\n");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void gradientIsThatOfThePlainInterpreter(String middle) {
        long seed = middle.hashCode() & 0xffff;
        Random random = new Random(seed);
        Array x = Array.random(random, 2, 2, 5, 6);
        Array y = new PlainGraph(graph(middle, 1)).output(x);
        Graph graph = graph(middle, y.rowSize());
        Array r = Array.random(random, 2, y.rowSize());
        Array expected = new PlainGraph(graph).gradient(x, r);
        Request request = Request.of(Presets.named("gradient")).withInitial(Initial.VECTOR);
        try (Explained explained = Explained.of(graph, request)) {
            Map<String, Array> actual = explained.run(x, Map.of(RelevanceGraph.INITIAL, r.toTensor()));
            assertThat(Agreement.relative(actual.get("y").values(), y.values()))
                    .as("forward, seed " + seed)
                    .isLessThan(TOLERANCE);
            Array gradient = actual.get(explained.compiled().relevance());
            assertThat(Agreement.relative(gradient.values(), expected.values()))
                    .as("gradient, seed " + seed)
                    .isLessThan(TOLERANCE);
        }
        onSeveralTargets(graph, x, r, expected);
    }

    /** Two maps of each picture, in mixed order. */
    private static void onSeveralTargets(Graph graph, Array x, Array r, Array expected) {
        long[] pictures = {1, 0, 1};
        Array initial = Array.zeros(3, r.rowSize());
        initial.setRow(0, r.row(1));
        initial.setRow(1, r.row(0));
        Request request = Request.of(Presets.named("gradient"))
                .withInitial(Initial.VECTOR)
                .withSeveralTargets();
        try (Explained explained = Explained.of(graph, request)) {
            Array maps = explained
                    .run(
                            x,
                            Map.of(
                                    RelevanceGraph.INITIAL,
                                    initial.toTensor(),
                                    RelevanceGraph.PICTURE,
                                    Tensor.longs(pictures)))
                    .get(explained.compiled().relevance());
            assertThat(Agreement.relative(maps.row(0), expected.row(1))).isLessThan(TOLERANCE);
            assertThat(Agreement.relative(maps.row(1), expected.row(0))).isLessThan(TOLERANCE);
            assertThat(maps.row(2)).containsOnly(0);
        }
    }

    @Test
    void whatIsNotSupportedIsNamedWithItsReason() {
        Graph reflected = graph("weight a int64[8] = 0 0 1 1 0 0 1 1\nz = Pad(c, a) {mode=\"reflect\"}", 224);
        assertThatThrownBy(() -> RelevanceCompiler.compile(reflected, Request.of(Presets.named("gradient"))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Pad \"z\"")
                .hasMessageContaining("reflected");
    }
}
