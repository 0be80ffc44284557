package org.srmap.canonize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.testing.Difference;
import org.srmap.testing.Running;

/** Each rewriting pass: what the nodes look like afterwards, and that the graph computes what it computed. */
class PassesTest {
    private static final String CONV = """
            weight w float[4,3,3,3] = random 1
            weight b float[4] = 0.5 -0.25 1 0
            """;

    static Stream<Arguments> passes() {
        return Stream.of(
                rewrite(new FoldBatchNorm(), CONV + """
                        weight s float[4] = 1.5 0.5 -1 2
                        weight o float[4] = 0.1 0.2 0.3 0.4
                        weight m float[4] = 0.5 -0.5 0.25 0
                        weight v float[4] = 1 2 0.5 0.25
                        c = Conv(x, w, b) {pads=[1,1,1,1]}
                        y = BatchNormalization(c, s, o, m, v) {epsilon=0.001}
                        """, "c = Conv(x, c.weight, c.bias) {pads=[1,1,1,1]}"),
                rewrite(new FoldBatchNorm(), CONV + """
                        weight s float[3] = 1.5 0.5 -1
                        weight o float[3] = 0.1 0.2 0.3
                        weight m float[3] = 0.5 -0.5 0.25
                        weight v float[3] = 1 2 0.5
                        n = BatchNormalization(x, s, o, m, v)
                        y = Conv(n, w, b)
                        """, "y = Conv(x, y.weight, y.bias)"),
                rewrite(new FoldAffine(), CONV + """
                        weight k float[1,4,1,1] = 2 -1 0.5 3
                        c = Conv(x, w, b)
                        y = Div(c, k)
                        """, "c = Conv(x, c.weight, c.bias)"),
                rewrite(new FoldAffine(), CONV + """
                        weight k float[1,3,1,1] = 2 -1 0.5
                        s = Sub(k, x)
                        y = Conv(s, w, b)
                        """, "y = Conv(x, y.weight, y.bias)"),
                rewrite(new FoldPad(), CONV + """
                        weight p int64[8] = 0 0 1 2 0 0 3 0
                        q = Pad(x, p)
                        y = Conv(q, w, b) {pads=[1,0,0,1]}
                        """, "y = Conv(x, w, b) {pads=[2,2,3,1]}"),
                rewrite(
                        new FoldPad(),
                        """
                        weight p int64[8] = 0 0 1 2 0 0 2 0
                        q = Pad(x, p)
                        y = AveragePool(q) {kernel_shape=[3,3]}
                        """,
                        "y = AveragePool(x) {kernel_shape=[3,3], pads=[1,2,2,0], count_include_pad=1}"),
                rewrite(new MergeMatMulAdd(), """
                        weight w float[192,5] = random 2
                        weight b float[5] = 1 2 3 4 5
                        f = Flatten(x)
                        m = MatMul(f, w)
                        y = Add(b, m)
                        """, "f = Flatten(x)", "m = Gemm(f, w, m.bias)"),
                rewrite(new ReplaceMaxMin(), """
                        weight low float[] = 0
                        weight high float[1] = 1.5
                        a = Max(low, x)
                        y = Min(a, high)
                        """, "a = Clip(x, a.bound)", "y = Clip(a, , y.bound)"),
                rewrite(
                        new ReplaceMaxMin(),
                        """
                        r = Relu(x)
                        s = Sigmoid(x)
                        y = Mean(x, r, s)
                        """,
                        "r = Relu(x)",
                        "s = Sigmoid(x)",
                        "y.sum = Sum(x, r, s)",
                        "y = Mul(y.sum, y.share)"),
                rewrite(new ReplaceGlobalMax(), "y = GlobalMaxPool(x)", "y = MaxPool(x) {kernel_shape=[8,8]}"),
                rewrite(
                        new ReplaceGlobalMax(),
                        "y = ReduceMax(x) {axes=[-1,2], keepdims=0}",
                        "y.pooled = MaxPool(x) {kernel_shape=[8,8]}",
                        "y = Flatten(y.pooled) {axis=1}"),
                rewrite(
                        new WriteOutWindows(),
                        CONV + "y = Conv(x, w, b) {auto_pad=\"SAME_UPPER\", strides=[2,2]}",
                        "y = Conv(x, w, b) {strides=[2,2], pads=[0,0,1,1]}"),
                rewrite(new DropIdentities(), """
                        weight p int64[8] = 0 0 0 0 0 0 0 0
                        i = Identity(x)
                        d = Dropout(i)
                        q = Pad(d, p)
                        y = Relu(q)
                        """, "y = Relu(x)"),
                rewrite(new FuseLrn(), """
                        weight to5 int64[5] = 0 1 3 8 8
                        weight to4 int64[4] = 0 3 8 8
                        weight p int64[10] = 0 0 1 0 0 0 0 1 0 0
                        weight alpha float[] = 0.3
                        weight bias float[] = 2
                        weight beta float[] = 0.75
                        sq = Mul(x, x)
                        up = Reshape(sq, to5)
                        q = Pad(up, p)
                        a = AveragePool(q) {kernel_shape=[3,1,1], strides=[1,1,1]}
                        back = Reshape(a, to4)
                        k = Mul(back, alpha)
                        d = Add(k, bias)
                        e = Pow(d, beta)
                        y = Div(x, e)
                        """, "y = LRN(x) {size=3, alpha=0.3, beta=0.75, bias=2.0}"));
    }

    private static Arguments rewrite(Pass pass, String before, String... after) {
        return Arguments.of(Named.of(pass.name(), pass), before, List.of(after));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("passes")
    void rewritesAndComputesTheSame(Pass pass, String nodes, List<String> expected) {
        Graph before = GraphText.parse("graph g opset 17\ninput x float[N,3,8,8]\n" + nodes + "\noutput y float[...]");
        Passes.Rewritten result = Passes.run(before, List.of(pass));
        assertThat(result.steps()).extracting(Passes.Step::pass).containsExactly(pass.name());
        assertThat(result.graph().nodes()).extracting(Node::toString).containsExactlyElementsOf(expected);
        Tensor picture = Running.picture(before, 2, 11);
        float[] was = Running.plainly(before, picture);
        float[] is = Running.plainly(result.graph(), picture);
        assertThat(Difference.relative(is, was)).isLessThan(2e-6);
        assertThat(pass.apply(result.graph()).changes()).as("a second time").isZero();
    }
}
