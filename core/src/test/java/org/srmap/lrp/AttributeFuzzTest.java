package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.rule.Presets;

/**
 * Layers whose attributes and small constants are changed at random: whatever a file says, it is explained or refused as a
 * model; it is never an error of the program.
 */
class AttributeFuzzTest {
    private static final int MUTATIONS = 3_000;
    private static final Pattern LIST = Pattern.compile("(?<==\\[)[^\\]]*(?=\\])");
    private static final Pattern NUMBER = Pattern.compile("#-?\\d+");
    private static final String[] VALUES = {
        "0",
        "-1",
        "1",
        "2",
        "3",
        "5",
        "-5",
        "100",
        "65536",
        "2147483647",
        "-2147483648",
        "4294967296",
        "1099511627776",
        "4611686018427387904",
        "9223372036854775807",
        "-9223372036854775808"
    };
    /** A # marks the numbers that may change. */
    private static final String[] LAYERS = {
        "y = MaxPool(x) {kernel_shape=[#2,#2], strides=[#1,#1], pads=[#0,#0,#0,#0], dilations=[#1,#1], ceil_mode=#0}",
        "y = AveragePool(x) {kernel_shape=[#2,#2], pads=[#1,#1,#1,#1], strides=[#1,#1], count_include_pad=#1}",
        "weight w float[4,4,3,3] = random 1\ny = Conv(x, w) {dilations=[#1,#1], strides=[#1,#1], pads=[#1,#1,#1,#1], group=#1, kernel_shape=[#3,#3]}",
        "weight w float[4,2,3,3] = random 1\nweight b float[4] = random 2\ny = Conv(x, w, b) {group=#2}",
        "weight w float[4,2,3,3] = random 1\nweight b float[4] = random 2\ny = ConvTranspose(x, w, b) {group=#2, strides=[#2,#2], output_padding=[#1,#1], pads=[#0,#0,#0,#0], output_shape=[#9,#9]}",
        "weight w float[6,4] = random 1\ny = MatMul(x, w)",
        "y = Transpose(x) {perm=[#0,#1,#3,#2]}",
        "y = Concat(x, x) {axis=#1}",
        "weight k float[6] = random 1\ny = Add(x, k)",
        "weight k float[4,1,1] = random 1\na = Mul(x, k)\ny = Relu(a)",
        "y = DepthToSpace(x) {blocksize=#2}",
        "y = SpaceToDepth(x) {blocksize=#2}",
        "weight p int64[8] = #0 #0 #1 #1 #0 #0 #1 #1\ny = Pad(x, p)",
        "weight p int64[8] = #0 #0 #1 #1 #0 #0 #1 #1\na = Pad(x, p)\ny = MaxPool(a) {kernel_shape=[#2,#2]}",
        "weight p int64[2] = #1 #1\nweight v float[] = 0\nweight ax int64[1] = #2\ny = Pad(x, p, v, ax)",
        "weight t int64[4] = #1 #4 #6 #6\ny = Expand(x, t)",
        "weight t int64[1] = #6\nk = ConstantOfShape(t)\ny = Add(x, k)",
        "weight t int64[4] = #0 #2 #12 #6\ny = Reshape(x, t)",
        "weight t int64[3] = #0 #-1 #6\na = Reshape(x, t)\nweight u int64[4] = #0 #4 #6 #6\ny = Reshape(a, u)",
        "weight b int64[1] = #0\nweight e int64[1] = #3\nweight a int64[1] = #2\nweight s int64[1] = #1\ny = Slice(x, b, e, a, s)",
        "weight i int64[] = #1\na = Gather(x, i) {axis=#1}\nweight ax int64[1] = #1\ny = Unsqueeze(a, ax)",
        "weight i int64[2] = #1 #2\ny = Gather(x, i) {axis=#1}",
        "a, b = Split(x) {axis=#1}\ny = Relu(a)",
        "weight sp int64[2] = #2 #2\na, b = Split(x, sp) {axis=#1}\ny = Add(a, b)",
        "weight ax int64[1] = #1\na = Unsqueeze(x, ax)\ny = Squeeze(a, ax)",
        "weight ax int64[1] = #1\na = ReduceMean(x) {axes=[#1], keepdims=#1}\ny = Mul(a, x)",
        "weight ax int64[1] = #1\na = ReduceSum(x, ax) {keepdims=#1}\ny = Add(a, x)",
        "a = Shape(x)\nweight i int64[] = #1\nb = Gather(a, i)\nweight ax int64[1] = #0\nc = Unsqueeze(b, ax)\nweight z int64[1] = #0\nweight r int64[2] = #6 #6\nd = Concat(z, c, r) {axis=#0}\ny = Reshape(x, d)",
        "a = Shape(x) {start=#1, end=#3}\nweight k int64[1] = #2\nb = Div(a, k)\nc = Mul(b, k)\nweight z int64[1] = #0\nweight r int64[1] = #6\nd = Concat(z, c, r) {axis=#0}\ny = Reshape(x, d)",
        "a = Shape(x)\nweight i int64[2] = #1 #2\nb = Gather(a, i) {axis=#0}\nd = ReduceProd(b) {keepdims=#0, axes=[#0]}\nf = Cast(d) {to=#1}\ny = Mul(x, f)",
        "weight s float[4] = random 1\nweight b float[4] = random 2\nweight m float[4] = random 3\nweight v float[4] = random 4\ny = BatchNormalization(x, s, b, m, v) {epsilon=#1}",
        "weight s float[4] = random 1\nweight b float[4] = random 2\ny = InstanceNormalization(x, s, b)",
        "weight s float[4] = random 1\nweight b float[4] = random 2\ny = GroupNormalization(x, s, b) {num_groups=#2}",
        "weight s float[6] = random 1\ny = LayerNormalization(x, s) {axis=#-1}",
        "y = LRN(x) {size=#3}",
        "y = Softmax(x) {axis=#1}",
        "weight sc float[4] = 1 1 2 2\ny = Resize(x, , sc) {mode=\"nearest\"}",
        "weight sz int64[4] = #1 #4 #12 #12\ny = Resize(x, , , sz) {mode=\"linear\"}",
        "weight sl float[4,1,1] = random 1\ny = PRelu(x, sl)",
        "weight lo float[] = 0\nweight hi float[] = 6\ny = Clip(x, lo, hi)",
        "y = Clip(x) {min=#0, max=#6}",
        "a = Relu(x)\nb = Sigmoid(a)\ny = Mul(a, b)",
        "y = Flatten(x) {axis=#1}",
        "a = Flatten(x) {axis=#2}\nweight u int64[4] = #0 #4 #6 #6\ny = Reshape(a, u)",
        "y = GlobalMaxPool(x)",
        "y = ReduceMax(x) {axes=[#2,#3], keepdims=#1}",
        "weight d int64[] = #1\nweight e int64[] = #4\nweight st int64[] = #1\nr = Range(d, e, st)\nf = Cast(r) {to=#1}\nweight n int64[1] = #0\ng = ReduceSum(f, n)\ny = Mul(x, g)",
        "weight c float[6,6] = random 1\nt = Transpose(c) {perm=[#1,#0]}\ny = MatMul(x, t)",
        "weight c float[2,3] = random 1\nweight ax int64[2] = #0 #1\nr = ReduceSum(c, ax) {keepdims=#0}\ny = Mul(x, r)",
        "weight c float[4,6] = random 1\nweight i int64[1] = #0\ng = Gather(c, i) {axis=#0}\ny = Add(x, g)",
        "weight c float[12] = random 1\nweight b int64[1] = #0\nweight e int64[1] = #6\ng = Slice(c, b, e)\ny = Add(x, g)",
        "weight c float[6] = random 1\nweight s int64[2] = #6 #6\ng = Expand(c, s)\ny = Add(x, g)",
        "a = Max(x, x)\nb = Min(a, x)\nc = Mean(a, b)\ny = Sum(a, b, c)",
        "weight e float[] = 2\ny = Pow(x, e)",
    };

    @Test
    void changedLayersAreExplainedOrRefused() {
        int explained = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            String layer = changed(LAYERS[seed % LAYERS.length], new Random(seed));
            try {
                explained += isExplained(layer) ? 1 : 0;
            } catch (RuntimeException bug) {
                throw new AssertionError("seed " + seed + ":\n" + layer, bug);
            }
        }
        assertThat(explained).as("some survive their mutations").isBetween(MUTATIONS / 20, MUTATIONS - 1);
    }

    private static boolean isExplained(String layer) {
        Graph model = GraphText.parse("graph g opset 17\ninput x float[N,4,6,6]\n" + layer + """

                weight dense float[4,3] = random 2
                pooled = GlobalAveragePool(y)
                flat = Flatten(pooled)
                logits = Gemm(flat, dense)
                output logits float[N,3]
                """);
        try {
            Graph canonical = Canonizer.canonize(model, List.of()).graph();
            RelevanceCompiler.compile(canonical, Request.of(Presets.named("gradient")));
            RelevanceCompiler.compile(canonical, Request.of(Presets.named("epsilon-plus-flat")));
            return true;
        } catch (ModelException refused) {
            assertThat(refused.getMessage()).doesNotContain("Exception");
            return false;
        }
    }

    /** One number becomes another one, or a list gets longer or shorter. */
    private static String changed(String layer, Random random) {
        Pattern pattern = random.nextInt(5) == 0 ? LIST : NUMBER;
        List<MatchResult> found = pattern.matcher(layer).results().toList();
        if (found.isEmpty()) {
            return layer.replace("#", "");
        }
        MatchResult place = found.get(random.nextInt(found.size()));
        String list = place.group();
        String other = pattern == NUMBER
                ? VALUES[random.nextInt(VALUES.length)]
                : random.nextBoolean() ? list + ",1" : list.substring(0, Math.max(0, list.lastIndexOf(',')));
        return (layer.substring(0, place.start()) + other + layer.substring(place.end())).replace("#", "");
    }
}
