package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.rule.Presets;

/** What cannot be explained is said of all nodes at once, and strange models are refused in words. */
class UnsupportedTest {

    private static Graph canonical(String nodes) {
        return Canonizer.canonize(
                        GraphText.parse("graph g opset 17\ninput x float[N,4,6,6]\n" + nodes + """

                                weight dense float[4,3] = random 2
                                h = GlobalAveragePool(y)
                                f = Flatten(h)
                                logits = Gemm(f, dense)
                                output logits float[N,3]
                                """), List.of())
                .graph();
    }

    @Test
    void everyOperatorThatIsNotKnownIsListed() {
        Graph model = canonical("a = Sin(x)\nb = Relu(a)\nc = ThresholdedRelu(b)\nd = Cos(c)\ny = Relu(d)");
        assertThat(RelevanceCompiler.unsupported(model))
                .extracting(Problem::node)
                .contains("a", "c", "d");
        assertThatThrownBy(() -> RelevanceCompiler.compile(model, Request.of(Presets.named("gradient"))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Sin \"a\"")
                .hasMessageContaining("Cos \"d\"");
    }

    @Test
    void everyNodeWhoseDetailsAreNotSupportedIsListed() {
        Graph model = canonical("""
                weight p int64[8] = 0 0 1 1 0 0 1 1
                a = Pad(x, p) {mode="reflect"}
                b = LRN(a) {size=2}
                w = ReduceMean(b) {axes=[0]}
                c = Mul(b, w)
                d = Pad(c, p) {mode="edge"}
                y = MaxPool(d) {kernel_shape=[2,2]}
                """);
        assertThat(RelevanceCompiler.unsupported(model))
                .extracting(Problem::node)
                .containsExactlyInAnyOrder("a", "b", "d", "w");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = MaxPool(x) {kernel_shape=[2,2], strides=[0,1]}",
                "y = MaxPool(x) {kernel_shape=[2,2], strides=[-1,1]}",
                "y = MaxPool(x) {kernel_shape=[2,2], pads=[-3,0,0,0]}",
                "y = MaxPool(x) {kernel_shape=[9223372036854775807,2]}",
                "y = AveragePool(x) {kernel_shape=[2,2], pads=[9223372036854775807,9223372036854775807,1,1]}",
                "y = AveragePool(x) {kernel_shape=[7,7]}",
                "y = AveragePool(x) {kernel_shape=[2]}",
                "weight w float[4,4,3,3] = random 1\ny = Conv(x, w) {dilations=[4611686018427387904,1]}",
                "weight w float[4,3,3,3] = random 1\ny = Conv(x, w)",
                "weight w float[4,4,3,3] = random 1\nweight b float[3] = random 2\ny = Conv(x, w, b)",
                "weight w float[4,4,3,3] = random 1\nweight b float[1,4] = random 2\ny = Conv(x, w, b)",
                "weight w float[4,2,3,3] = random 1\nweight b float[4] = random 2\ny = ConvTranspose(x, w, b)",
                "weight w float[5,4] = random 1\ny = MatMul(x, w)",
                "y = Transpose(x) {perm=[0,1]}",
                "y = Transpose(x) {perm=[0,1,2,9]}",
                "y = Concat(x, x) {axis=7}",
                "weight k float[5] = random 1\ny = Add(x, k)",
                "y = DepthToSpace(x) {blocksize=0}",
                "weight p int64[8] = 0 0 4611686018427387904 0 0 0 4611686018427387904 0\ny = Pad(x, p)",
                "weight p int64[8] = 0 0 4294967296 0 0 0 4294967296 0\ny = Pad(x, p)",
                "weight t int64[4] = 1 1099511627776 1099511627776 4\ny = Expand(x, t)",
                "weight t int64[1] = 1099511627776\nk = ConstantOfShape(t)\ny = Add(x, k)",
                "weight t int64[4] = 0 3 5 7\ny = Reshape(x, t)",
                "weight b int64[1] = 3\nweight e int64[1] = 3\nweight a int64[1] = 2\ny = Slice(x, b, e, a)",
                "weight i int64[] = 9\ny = Gather(x, i) {axis=1}",
                "a, b = Split(x) {axis=9}\ny = Relu(a)",
            })
    void hostileAttributesAreRefusedInWords(String nodes) {
        assertThatThrownBy(() -> RelevanceCompiler.compile(canonical(nodes), Request.of(Presets.named("gradient"))))
                .asInstanceOf(InstanceOfAssertFactories.type(ModelException.class))
                .satisfies(e -> assertThat(e.problems()).isNotEmpty())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Exception"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input x float[]",
                "input x float[N]",
                "input x float[...]",
                "input x int64[N,3,8,8]",
                "input x float[N,3,H,W]",
                "input x float[N,3,8,8]\ninput z float[N,1]"
            })
    void inputsThatAreNoPictureAreRefused(String input) {
        Graph model = GraphText.parse("graph g opset 17\n" + input + "\nf = Flatten(x)\noutput f float[N,1]");
        assertThatThrownBy(() -> Canonizer.canonize(model, List.of())).isInstanceOf(ModelException.class);
    }
}
