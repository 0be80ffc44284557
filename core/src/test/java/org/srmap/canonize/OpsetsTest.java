package org.srmap.canonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.testing.Difference;
import org.srmap.testing.Halves;
import org.srmap.testing.Running;

/** The same small classifier in the forms that operators had in different versions. */
class OpsetsTest {
    private static final String WEIGHTS = """
            input x float[N,3,8,8]
            weight w float[4,3,3,3] = random 1
            weight b float[4] = 0.5 -0.25 1 0
            weight g float[4] = 1.5 0.5 -1 2
            weight v float[4] = 1 2 0.5 0.25
            """;
    private static final String ATTRIBUTES = """
            weight dense float[24,5] = random 2
            weight bias float[5] = 1 2 3 4 5
            p = Pad(x) {mode="constant", pads=[0,0,1,1,0,0,1,1], value=0.0}
            c = Conv(p, w, b)
            n = BatchNormalization(c, g, b, b, v) {epsilon=0.00001}
            r = Clip(n) {min=0.0, max=6.0}
            u = Unsqueeze(r) {axes=[1]}
            s = Squeeze(u) {axes=[1]}
            m = MaxPool(s) {kernel_shape=[2,2], strides=[2,2]}
            l = Slice(m) {axes=[3], starts=[0], ends=[2]}
            z1, z2 = Split(l) {axis=2, split=[3,1]}
            f = Flatten(z1)
            logits = Gemm(f, dense, bias)
            probabilities = Softmax(logits)
            output probabilities float[N,5]
            """;

    /** From operator set 10 and 11 on, Slice, Clip and Pad have inputs for what were attributes. */
    private static Graph older(int opset) {
        String nodes = ATTRIBUTES;
        if (opset >= 10) {
            nodes = "weight start int64[1] = 0\nweight end int64[1] = 2\nweight axis int64[1] = -1\n"
                    + nodes.replace("Slice(m) {axes=[3], starts=[0], ends=[2]}", "Slice(m, start, end, axis)");
        }
        if (opset >= 11) {
            nodes = "weight zero float[] = 0\nweight six float[] = 6\nweight pads int64[8] = 0 0 1 1 0 0 1 1\n"
                    + nodes.replace("Clip(n) {min=0.0, max=6.0}", "Clip(n, zero, six)")
                            .replace("Pad(x) {mode=\"constant\", pads=[0,0,1,1,0,0,1,1], value=0.0}", "Pad(x, pads)");
        }
        return GraphText.parse("graph g opset " + opset + "\n" + WEIGHTS + nodes);
    }

    private static Graph newer(int opset) {
        return GraphText.parse("graph g opset " + opset + "\n" + WEIGHTS + """
                weight dense float[32,5] = random 2
                weight pads int64[4] = 1 1 1 1
                weight spatial int64[2] = 2 -1
                weight two int64[1] = 2
                weight gs float[4] = 1 2 -1 0.5
                p = Pad(x, pads, , spatial)
                c = Conv(p, w, b)
                q = GroupNormalization(c, gs, b) {num_groups=2}
                n = BatchNormalization(q, g, b, b, v) {epsilon=0.00001}
                r = Gelu(n)
                z1, z2, z3 = Split(r) {axis=2, num_outputs=3}
                t = Concat(z3, z1, z2) {axis=2}
                m = ReduceMean(t, two) {keepdims=0}
                h = Cast(m) {to=1, saturate=1}
                f = Flatten(h)
                logits = Gemm(f, dense)
                output logits float[N,5]
                """);
    }

    private static void check(Graph model, double tolerance) {
        Graph canonical = Canonizer.canonize(model, List.of()).graph();
        assertThat(canonical.opset()).isEqualTo(UpgradeOperators.OPSET);
        assertThat(RelevanceCompiler.unsupported(canonical)).isEmpty();
        Tensor picture = Running.picture(canonical, 2, 13);
        String logits = canonical.outputs().get(0).name();
        assertThat(logits).isEqualTo("logits");
        Graph original = model.withOutputs(List.of(canonical.outputs().get(0)));
        float[] was = Running.plainly(original, picture);
        assertThat(Difference.relative(Running.plainly(canonical, picture), was))
                .isLessThan(tolerance);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 10, 11, 12})
    void olderForms(int opset) {
        check(older(opset), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 22, 23, 24})
    void newerForms(int opset) {
        check(newer(opset), 1e-5);
    }

    /** From operator set 19 on, what hangs over the padded end is left out of an average, before it was counted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kernel_shape=[3,3], strides=[2,2]",
                "kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1]",
                "kernel_shape=[3,2], strides=[2,3], pads=[1,0,1,1]",
                "kernel_shape=[2,2], strides=[3,3], pads=[1,1,1,1]",
                "kernel_shape=[3,3], strides=[2,2], auto_pad=\"SAME_UPPER\"",
            })
    void averagesInCeilMode(String window) {
        for (int opset : new int[] {17, 18, 19, 22}) {
            for (int size = 4; size <= 9; size++) {
                check(GraphText.parse("""
                        graph g opset %d
                        input x float[N,3,%d,8]
                        weight w float[5,3,1,1] = random 1
                        p = AveragePool(x) {%s, ceil_mode=1, count_include_pad=1}
                        c = Conv(p, w)
                        g = GlobalAveragePool(c)
                        logits = Flatten(g)
                        output logits float[N,5]
                        """.formatted(opset, size, window)), 1e-5);
            }
        }
    }

    @Test
    void paddingBeforeAnAverageInCeilModeStays() {
        check(GraphText.parse("""
                graph g opset 17
                input x float[N,3,8,8]
                weight w float[5,3,1,1] = random 1
                weight pads int64[8] = 0 0 1 1 0 0 0 0
                d = Pad(x, pads)
                p = AveragePool(d) {kernel_shape=[3,3], strides=[3,3], ceil_mode=1, count_include_pad=1}
                c = Conv(p, w)
                g = GlobalAveragePool(c)
                logits = Flatten(g)
                output logits float[N,5]
                """), 1e-5);
    }

    @Test
    void tooOldIsRefusedWithTheVersion() {
        assertThatThrownBy(() -> Canonizer.canonize(older(6), List.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("version 6");
    }

    @Test
    void halfPrecisionWeightsAreWidened() {
        Graph model = GraphText.parse("""
                graph g opset 13
                input x float[N,3,8,8]
                weight w float[4,3,3,3] = random 1
                weight dense float[144,5] = random 2
                wide = Cast(w) {to=1}
                c = Conv(x, wide)
                r = Relu(c)
                f = Flatten(r)
                wideDense = Cast(dense) {to=1}
                logits = MatMul(f, wideDense)
                output logits float[N,5]
                """);
        Map<String, Tensor> weights = new LinkedHashMap<>(model.weights());
        weights.replaceAll((name, tensor) -> Halves.of(tensor));
        Graph half = model.withNodes(model.nodes(), weights);
        assertThat(half.weight("w")).extracting(Tensor::type).isEqualTo(DataType.FLOAT16);
        check(half, 1e-5);
    }
}
