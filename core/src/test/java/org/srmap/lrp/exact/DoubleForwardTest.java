package org.srmap.lrp.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.lrp.emit.Emission;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.PlainGraph;

/** The forward pass in float64 against the plain interpreter, to half a unit in the last place of float32. */
class DoubleForwardTest {
    private static Request request() {
        return Request.of(Presets.named("gradient")).withDoubleForward();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3,6,5 | Conv(a, w, b) {pads=[1,1,1,1]} | 4,3,3,3",
                "40,6,5 | Conv(a, w, b) {pads=[1,0,2,1], strides=[2,1]} | 4,40,3,2",
                "2,8,9 | Conv(a, w, b) {dilations=[2,3], pads=[2,1,2,2]} | 4,2,3,2",
                "4,6,6 | Conv(a, w, b) {group=2, pads=[1,1,1,1]} | 4,2,3,3",
                "4,7,5 | Conv(a, w, b) {group=4, strides=[2,1], pads=[1,1,1,1]} | 4,1,3,3",
                "2,7,5 | Conv(a, w, b) {group=2} | 4,1,2,3",
                "5,4,4 | Conv(a, w, b) | 4,5,1,1",
                "5,5,4 | Conv(a, w) {strides=[2,2]} | 4,5,1,1",
                "3,9 | Conv(a, w, b) {pads=[1,1]} | 4,3,3",
                "2,3,4,4 | Conv(a, w, b) {pads=[0,1,1,1,1,1]} | 4,2,2,3,3",
                "3,7,6 | AveragePool(a) {kernel_shape=[3,2], strides=[2,1]} |",
                "3,7,6 | AveragePool(a) {kernel_shape=[3,3], pads=[1,1,1,1], count_include_pad=1} |",
                "3,7,6 | MaxPool(a) {kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1]} |",
                "3,4,5 | GlobalAveragePool(a) |",
                "3,4,5 | ReduceMean(a) {axes=[2,3], keepdims=0} |",
                "3,4,5 | HardSwish(a) |",
                "3,4,5 | HardSigmoid(a) {alpha=0.3, beta=0.4} |",
                "3,4,5 | LeakyRelu(a) {alpha=0.2} |",
                "3,4,5 | Sigmoid(a) |",
                "3,4,5 | Mul(a, x) |",
                "3,4,5 | Add(a, k) |",
            })
    void everyValueIsRoundedOnce(String in, String layer, String weights) {
        Graph graph = GraphText.parse("graph t opset 17\ninput x float[N," + in + "]\n"
                + (weights == null ? "" : "weight w float[" + weights + "] = random 5\n")
                + "weight b float[4] = random 6\nweight k float[] = 0.3\n"
                + "a = Relu(x)\nz = " + layer + "\nr = Relu(z)\ny = Flatten(r) {axis=1}\n"
                + "weight v float[1,1] = 1\noutput y float[N,?]\n");
        Array x = Array.random(new Random(3), shape(in));
        double[] exact = new PlainGraph(graph).run(x).get("z").values();
        SoftAssertions all = new SoftAssertions();
        for (boolean storesOnce : new boolean[] {false, true}) {
            double[] actual = inside(compiledAlone(graph, storesOnce), x, "z");
            assertThat(actual).hasSameSizeAs(exact);
            for (int i = 0; i < exact.length; i++) {
                all.assertThat(Math.abs(actual[i] - exact[i]))
                        .as(layer + " at " + i + ": " + exact[i])
                        .isLessThanOrEqualTo(0.5001 * Math.ulp((float) exact[i]));
            }
        }
        all.assertAll();
    }

    private static int[] shape(String in) {
        List<Integer> sizes = new ArrayList<>(List.of(2));
        for (String size : in.split(",")) {
            sizes.add(Integer.parseInt(size));
        }
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The forward part alone, so that layers without a convolution can be looked at, too. */
    private static Graph compiledAlone(Graph graph, boolean storesOnce) {
        org.srmap.graph.GraphEditor editor = new org.srmap.graph.GraphEditor(graph);
        Emission e = new Emission(editor, graph, org.srmap.canonize.shape.ShapeInference.of(graph), null);
        DoubleForward.widen(e, storesOnce);
        return editor.finish(
                graph.inputs(),
                List.of(new Value("z", DataType.FLOAT, graph.outputs().get(0).shape())));
    }

    private static double[] inside(Graph graph, Array x, String value) {
        try (Session session = Session.open(graph, SessionSettings.threads(1))) {
            return Array.of(session.run(Map.of("x", x.toTensor()), List.of(value))
                            .get(value))
                    .values();
        }
    }

    /** 1 + 2^-30 - 1 is above zero, but not in float32. */
    @Test
    void aReluIsNotDecidedByRounding() {
        Graph graph = GraphText.parse("""
                graph t opset 17
                input x float[N,3,1,1]
                weight w float[1,3,1,1] = 1 1 1
                z = Conv(x, w)
                r = Relu(z)
                y = Flatten(r) {axis=1}
                output y float[N,1]
                """);
        Array x = new Array(new int[] {1, 3, 1, 1}, new double[] {1, 0x1p-30, -1});
        try (Explained precise = Explained.of(graph, request());
                Explained plain = Explained.of(graph, Request.of(Presets.named("gradient")))) {
            assertThat(precise.forTargets(x, 0).values()).containsExactly(1, 1, 1);
            assertThat(plain.forTargets(x, 0).values()).containsExactly(0, 0, 0);
        }
    }

    /** Two elements of a pooling window that float32 cannot tell apart: the first would win. */
    @Test
    void aPoolingWindowIsNotDecidedByRounding() {
        Graph graph = GraphText.parse("""
                graph t opset 17
                input x float[N,2,1,2]
                weight w float[1,2,1,1] = 1 1
                z = Conv(x, w)
                m = MaxPool(z) {kernel_shape=[1,2]}
                y = Flatten(m) {axis=1}
                output y float[N,1]
                """);
        Array x = new Array(new int[] {1, 2, 1, 2}, new double[] {1, 1, 0, 0x1p-30});
        try (Explained precise = Explained.of(graph, request())) {
            assertThat(precise.forTargets(x, 0).values()).containsExactly(0, 1, 0, 1);
        }
    }

    /**
     * The folded factor is rounded in the canonical weights; the forward pass does not begin from there. Where weights
     * are stored once, those of many channels are computed from the model's own.
     */
    @ParameterizedTest
    @CsvSource({"false, 3, true", "true, 3, true", "false, 16, true", "true, 16, true", "false, 16, false"})
    void foldedNormalizationIsNotRounded(boolean before, int channels, boolean weightsOnce) {
        String order = before
                ? "n = BatchNormalization(x, g, o, m, q)\nc = Conv(n, w, b)\nd = Mul(c, k)\n"
                : "n = Conv(x, w, b)\nc = BatchNormalization(n, g, o, m, q)\nd = Mul(c, k)\n";
        String variances = "0.3 0.7 1.1 ".repeat(channels).substring(0, 4 * channels);
        String text = """
                graph t opset 17
                input x float[N,C,4,4]
                weight w float[C,C,1,1] = random 1
                weight b float[C] = random 2
                weight g float[C] = random 3
                weight o float[C] = random 4
                weight m float[C] = random 5
                weight q float[C] = Q
                weight k float[C,1,1] = random 7
                weight dense float[F,2] = random 6
                """ + order + """
                r = Relu(d)
                f = Flatten(r) {axis=1}
                y = MatMul(f, dense)
                output y float[N,2]
                """;
        Graph model = GraphText.parse(text.replace("C,", channels + ",")
                .replace("C]", channels + "]")
                .replace("F,", 16 * channels + ",")
                .replace("Q\n", variances + "\n"));
        Graph canonical = Canonizer.canonize(model, List.of()).graph();
        assertThat(canonical.nodes()).noneMatch(n -> n.is("BatchNormalization") || n.is("Mul"));
        Array x = Array.random(new Random(8), 2, channels, 4, 4);
        double[] exact = new PlainGraph(model).run(x).get("r").values();
        RelevanceGraph compiled =
                RelevanceCompiler.compile(canonical, weightsOnce ? request().withWeightsOnce() : request());
        Graph open = compiled.graph()
                .withOutputs(List.of(new Value(
                        "r", DataType.FLOAT, canonical.outputs().get(0).shape())));
        double[] actual;
        try (Session session = Session.open(open, SessionSettings.threads(1))) {
            actual = Array.of(session.run(
                                    Map.of("x", x.toTensor(), RelevanceGraph.TARGET, Tensor.longs(0, 0)), List.of("r"))
                            .get("r"))
                    .values();
        }
        for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs(actual[i] - exact[i])).isLessThanOrEqualTo(0.501 * Math.ulp((float) exact[i]));
        }
    }
}
