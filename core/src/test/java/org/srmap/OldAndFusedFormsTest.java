package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Tensor;
import org.srmap.testing.Difference;
import org.srmap.testing.Running;
import org.srmap.testing.TextModel;

/**
 * Operators whose meaning depends on the operator set, on attributes that stand for others, or on a runtime that fused
 * them: the logits are the runtime's own, the gradient is the slope by finite differences.
 */
class OldAndFusedFormsTest {
    private static final String BODY = """
            input x float[N,3,5,7]
            weight w float[4,3,3,3] = random 1
            weight dense float[4,3] = random 2
            c = Conv(x, w) {pads=[1,1,1,1]}
            r = Relu(c)
            """;
    private static final String END =
            "g = GlobalAveragePool(z)\nf = Flatten(g)\ny = MatMul(f, dense)\noutput y float[N,3]";

    static Stream<Arguments> forms() {
        List<Arguments> all = new ArrayList<>();
        softmax(all);
        transposed(all);
        fused(all);
        return all.stream();
    }

    private static void softmax(List<Arguments> all) {
        for (int opset : List.of(7, 11, 12)) {
            for (String op : List.of("Softmax", "LogSoftmax")) {
                for (String attribute : List.of("", " {axis=1}", " {axis=2}", " {axis=3}")) {
                    add(
                            all,
                            op + attribute + " of operator set " + opset,
                            opset,
                            BODY + "s = " + op + "(r)" + attribute + "\nz = Mul(s, r)\n" + END);
                }
            }
        }
        add(all, "Softmax over the last axis", 11, BODY + "s = Softmax(r) {axis=-1}\nz = Mul(s, r)\n" + END);
        add(all, "Softmax counted from the end", 11, BODY + "s = Softmax(r) {axis=-2}\nz = Mul(s, r)\n" + END);
        add(all, "Softmax of operator set 13", 13, BODY + "s = Softmax(r) {axis=1}\nz = Mul(s, r)\n" + END);
    }

    private static void transposed(List<Arguments> all) {
        String weights = "weight t float[4,4,3,3] = random 5\nweight t2 float[4,4,2,4] = random 6\n";
        for (String attributes : List.of(
                "output_shape=[10,14], strides=[2,2]",
                "output_shape=[9,13], strides=[2,2]",
                "output_shape=[11,16], strides=[2,2]",
                "output_shape=[15,22], strides=[3,3]",
                "output_shape=[9,14], strides=[2,2], auto_pad=\"SAME_UPPER\"",
                "output_shape=[10,14], strides=[2,2], auto_pad=\"SAME_LOWER\"",
                "auto_pad=\"SAME_UPPER\", strides=[2,2]",
                "auto_pad=\"SAME_LOWER\", strides=[2,2]",
                "auto_pad=\"SAME_UPPER\", strides=[3,2]",
                "auto_pad=\"SAME_LOWER\", strides=[1,1]",
                "auto_pad=\"VALID\", strides=[2,2]",
                "auto_pad=\"SAME_UPPER\", strides=[2,2], dilations=[2,1]",
                "strides=[2,2], output_padding=[1,1]",
                "strides=[2,3], output_padding=[1,2], pads=[1,0,1,1]",
                "strides=[2,2], pads=[1,1,0,0]",
                "strides=[2,2], dilations=[1,2], output_padding=[0,1]")) {
            for (String kernel : List.of("t", "t2")) {
                add(
                        all,
                        "ConvTranspose " + attributes + " " + kernel,
                        11,
                        BODY + weights + "z0 = ConvTranspose(r, " + kernel + ") {" + attributes + "}\nz = Tanh(z0)\n"
                                + END);
            }
        }
        add(
                all,
                "ConvTranspose in groups",
                11,
                BODY + "weight t float[4,2,3,3] = random 5\nweight b float[4] = 1 2 3 4\n"
                        + "z0 = ConvTranspose(r, t, b) {output_shape=[10,13], strides=[2,2], group=2}\nz = Tanh(z0)\n"
                        + END);
    }

    private static void fused(List<Arguments> all) {
        String conv = BODY + "weight v float[4,4,3,3] = random 4\nweight b float[4] = 0.5 0 -0.5 1\n";
        String call = "z = com.microsoft::FusedConv(r, v, b) {pads=[1,1,1,1], activation=";
        for (String activation : List.of(
                "\"Relu\"",
                "\"Sigmoid\"",
                "\"Tanh\"",
                "\"LeakyRelu\", activation_params=[0.2]",
                "\"Clip\", activation_params=[-6.5,7.5]",
                "\"HardSigmoid\", activation_params=[0.25,0.4]")) {
            add(all, "fused convolution with " + activation, 13, conv + call + activation + "}\n" + END);
        }
        add(
                all,
                "fused convolution and sum",
                13,
                conv + "z = com.microsoft::FusedConv(r, v, b, r) {pads=[1,1,1,1], activation=\"Relu\"}\n" + END);
        String dense = BODY + "g = GlobalAveragePool(r)\nf = Flatten(g)\nweight u float[6,4] = random 3\n"
                + "weight e float[6,3] = random 9\nweight h float[6] = 0 1 -1 0.5 0 0.25\n";
        String end = "y = MatMul(a, e)\noutput y float[N,3]";
        add(
                all,
                "fused dense layer",
                13,
                dense
                        + "a = com.microsoft::FusedGemm(f, u, h) {transB=1, activation=\"LeakyRelu\", activation_alpha=0.1}\n"
                        + end);
        add(
                all,
                "fused product",
                13,
                dense + "m = com.microsoft::FusedMatMul(f, u) {transB=1, alpha=0.5}\na = Tanh(m)\n" + end);
        String tokens = BODY + "weight to int64[3] = 0 4 -1\ns = Reshape(r, to)\nt = Transpose(s) {perm=[0,2,1]}\n"
                + "weight h float[4] = 0 1 -1 0.5\nweight k float[4] = 1 2 0.5 -1\n";
        String mean = "m = ReduceMean(a) {axes=[1], keepdims=0}\ny = MatMul(m, dense)\noutput y float[N,3]";
        for (String gelu : List.of("Gelu(t)", "BiasGelu(t, h)", "FastGelu(t)", "FastGelu(t, h)", "QuickGelu(t)")) {
            add(all, "fused " + gelu, 13, tokens + "a = com.microsoft::" + gelu + "\n" + mean);
        }
        add(
                all,
                "fused sum and layer norm",
                13,
                tokens + "q = Tanh(t)\na = com.microsoft::SkipLayerNormalization(t, q, k, h) {epsilon=0.1}\n" + mean);
    }

    private static void add(List<Arguments> all, String name, int opset, String text) {
        all.add(Arguments.of(name, "graph g opset " + opset + "\n" + text));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void isExplainedAsTheRuntimeComputesIt(String name, String text) {
        Graph graph = GraphText.parse(text);
        Tensor pictures = Running.random(new long[] {2, 3, 5, 7}, 3);
        float[] logits = Running.plainly(graph, pictures);
        List<Explanation> both = TextModel.explain(TextModel.of(text), "gradient", pictures, 1);
        float[] own = both.get(0).logits();
        assertThat(Difference.relative(own, Arrays.copyOf(logits, 3))).isLessThan(1e-4);
        Tensor first = Tensor.floats(new long[] {1, 3, 5, 7}, Arrays.copyOf(pictures.toFloats(), 105));
        assertThat(Difference.relative(both.get(0).relevance().values(), TextModel.differences(graph, first, 1)))
                .isLessThan(1e-2);
    }
}
