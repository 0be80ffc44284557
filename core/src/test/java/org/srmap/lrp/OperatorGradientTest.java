package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.canonize.Canonizer;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Difference;
import org.srmap.testing.Running;

/**
 * The gradient through every operator against central finite differences of the model as it was given (canonized it is
 * compared with itself), and that the default preset gives finite relevance through it.
 */
class OperatorGradientTest {
    private static final String PICTURE = "input x float[N,4,6,6]\n";
    private static final String SERIES = "input x float[N,3,12]\n";
    private static final String VOLUME = "input x float[N,2,4,5,4]\n";

    static Stream<Arguments> operators() {
        List<Arguments> all = new ArrayList<>();
        for (String op : List.of(
                "Relu",
                "LeakyRelu",
                "Elu",
                "Selu",
                "Celu",
                "Sigmoid",
                "HardSigmoid",
                "HardSwish",
                "Tanh",
                "Softplus",
                "Erf",
                "Exp",
                "Abs",
                "Neg",
                "Mish",
                "Gelu",
                "Softsign")) {
            String opset = op.equals("Gelu") ? "20" : op.equals("Mish") ? "18" : "17";
            all.add(Arguments.of(op, opset, PICTURE, "y = " + op + "(x)"));
        }
        add(all, "Gelu tanh", "20", PICTURE, "y = Gelu(x) {approximate=\"tanh\"}");
        add(all, "Swish", "24", PICTURE, "y = Swish(x) {alpha=1.5}");
        add(all, "PRelu", "17", PICTURE, "weight s float[4,1,1] = 0.1 0.2 0.3 0.4\ny = PRelu(x, s)");
        add(
                all,
                "Clip",
                "17",
                PICTURE,
                "weight l float[] = -0.5\nweight h float[] = 1\na = Max(x, l)\nc = Min(h, a)\ny = Clip(c, , h)");
        add(all, "LRN", "17", PICTURE, "y = LRN(x) {size=3, alpha=0.5, beta=0.75, bias=1.5}");
        add(
                all,
                "LayerNormalization",
                "17",
                PICTURE,
                "weight s float[6] = 1 2 0.5 -1 1 1.5\nweight b float[6] = 0 1 0 1 0 1\ny = LayerNormalization(x, s, b)");
        add(
                all,
                "InstanceNormalization",
                "17",
                PICTURE,
                "weight s float[4] = 1 2 0.5 -1\nweight b float[4] = 0 1 0 1\ny = InstanceNormalization(x, s, b)");
        add(
                all,
                "GroupNormalization per group",
                "18",
                PICTURE,
                "weight s float[2] = 1 2\nweight b float[2] = 0 1\ny = GroupNormalization(x, s, b) {num_groups=2}");
        add(
                all,
                "GroupNormalization",
                "21",
                PICTURE,
                "weight s float[4] = 1 2 0.5 -1\nweight b float[4] = 0 1 0 1\n"
                        + "y = GroupNormalization(x, s, b) {num_groups=2}");
        add(
                all,
                "BatchNormalization",
                "17",
                PICTURE,
                "weight s float[4] = 1 2 0.5 -1\nweight v float[4] = 1 1 2 1\ny = BatchNormalization(x, s, s, s, v)");
        add(all, "MaxPool", "17", PICTURE, "y = MaxPool(x) {kernel_shape=[2,2], strides=[2,2]}");
        add(
                all,
                "MaxPool overlapping",
                "17",
                PICTURE,
                "y = MaxPool(x) {kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1], ceil_mode=1}");
        add(all, "MaxPool dilated", "17", PICTURE, "y = MaxPool(x) {kernel_shape=[2,2], dilations=[2,1]}");
        add(all, "MaxPool 1-D", "17", SERIES, "y = MaxPool(x) {kernel_shape=[3], strides=[2], pads=[1,0]}");
        add(all, "MaxPool 1-D apart", "17", SERIES, "y = MaxPool(x) {kernel_shape=[2], strides=[2]}");
        add(all, "MaxPool 3-D", "17", VOLUME, "y = MaxPool(x) {kernel_shape=[2,2,2], strides=[2,2,2]}");
        add(
                all,
                "MaxPool column-major",
                "17",
                PICTURE,
                "y = MaxPool(x) {kernel_shape=[2,2], strides=[2,2], storage_order=1}");
        add(all, "GlobalMaxPool", "17", PICTURE, "y = GlobalMaxPool(x)");
        add(all, "ReduceMax", "17", PICTURE, "y = ReduceMax(x) {axes=[2,3], keepdims=0}");
        add(all, "ReduceMax 18", "18", PICTURE, "weight a int64[2] = 2 3\ny = ReduceMax(x, a)");
        add(all, "AveragePool", "17", PICTURE, "y = AveragePool(x) {kernel_shape=[3,3], pads=[1,1,1,1]}");
        add(
                all,
                "AveragePool with pads",
                "17",
                PICTURE,
                "y = AveragePool(x) {kernel_shape=[3,2], strides=[2,1], pads=[1,0,1,1], count_include_pad=1}");
        add(all, "AveragePool 1-D", "17", SERIES, "y = AveragePool(x) {kernel_shape=[4], strides=[3]}");
        add(all, "AveragePool 3-D", "17", VOLUME, "y = AveragePool(x) {kernel_shape=[2,3,2], pads=[0,1,0,1,1,0]}");
        add(all, "GlobalAveragePool", "17", PICTURE, "y = GlobalAveragePool(x)");
        add(all, "ReduceMean", "17", PICTURE, "y = ReduceMean(x) {axes=[2,3], keepdims=0}");
        add(all, "ReduceMean 18", "18", PICTURE, "weight a int64[1] = -1\ny = ReduceMean(x, a)");
        add(all, "ReduceSum", "17", PICTURE, "weight a int64[2] = 1 3\ny = ReduceSum(x, a) {keepdims=0}");
        conv(all, "Conv", PICTURE, "float[6,4,3,3]", "{pads=[1,0,1,2], strides=[2,1]}");
        conv(all, "Conv groups", PICTURE, "float[6,2,3,3]", "{group=2, pads=[1,1,1,1]}");
        conv(all, "Conv depthwise", PICTURE, "float[4,1,3,3]", "{group=4, dilations=[2,1]}");
        conv(all, "Conv wide pads", PICTURE, "float[3,4,2,2]", "{pads=[3,3,3,3]}");
        conv(all, "Conv same", PICTURE, "float[3,4,2,3]", "{auto_pad=\"SAME_UPPER\", strides=[2,2]}");
        conv(all, "Conv 1-D", SERIES, "float[5,3,4]", "{strides=[3], pads=[2,1]}");
        conv(all, "Conv 3-D", VOLUME, "float[3,2,2,3,2]", "{strides=[1,2,1], pads=[0,1,0,0,1,0]}");
        add(
                all,
                "ConvTranspose",
                "17",
                PICTURE,
                "weight w float[4,3,3,3] = random 3\ny = ConvTranspose(x, w) {strides=[2,2], pads=[1,1,1,0]}");
        add(
                all,
                "MatMul on the last axis",
                "17",
                PICTURE,
                "weight w float[6,3] = random 3\nweight b float[3] = 1 2 3\nm = MatMul(x, w)\ny = Add(m, b)");
        add(all, "Pad", "17", PICTURE, "weight p int64[8] = 0 1 0 2 0 0 1 0\nweight v float[] = 0.5\ny = Pad(x, p, v)");
        add(all, "Pad 18", "18", PICTURE, "weight p int64[2] = 1 2\nweight a int64[1] = -1\ny = Pad(x, p, , a)");
        add(all, "Transpose", "17", PICTURE, "t = Transpose(x) {perm=[0,3,1,2]}\nr = Relu(t)\ny = Mul(r, t)");
        add(
                all,
                "Slice",
                "17",
                PICTURE,
                "weight b int64[2] = 1 -1\nweight e int64[2] = 4 -6\nweight a int64[2] = 2 3\n"
                        + "weight s int64[2] = 2 -1\ny = Slice(x, b, e, a, s)");
        add(
                all,
                "Split",
                "17",
                PICTURE,
                "weight s int64[2] = 1 3\na, b = Split(x, s) {axis=1}\nc = Relu(b)\ny = Concat(c, a) {axis=1}");
        add(all, "Split 18", "18", SERIES, "a, b = Split(x) {axis=1, num_outputs=2}\ny = Concat(b, a) {axis=1}");
        add(all, "Gather", "17", PICTURE, "weight i int64[] = 2\ny = Gather(x, i) {axis=2}");
        add(all, "SpaceToDepth", "17", PICTURE, "y = SpaceToDepth(x) {blocksize=2}");
        add(all, "DepthToSpace", "17", PICTURE, "y = DepthToSpace(x) {blocksize=2}");
        add(all, "Sum", "17", PICTURE, "a = Relu(x)\nb = Tanh(x)\ny = Sum(x, a, b)");
        add(all, "Mean", "17", PICTURE, "a = Relu(x)\nb = Tanh(x)\ny = Mean(x, a, b)");
        add(all, "Sub", "17", PICTURE, "a = Sigmoid(x)\nd = Sub(x, a)\nweight k float[] = 2\ny = Sub(k, d)");
        add(all, "Mul gate", "17", PICTURE, "g = GlobalAveragePool(x)\ns = Sigmoid(g)\ny = Mul(s, x)");
        add(all, "Div", "17", PICTURE, "a = Exp(x)\nd = Div(x, a)\nweight k float[] = 2\ny = Div(d, k)");
        add(all, "Div of a constant", "17", PICTURE, "a = Exp(x)\nweight k float[] = 2\ny = Div(k, a)");
        add(
                all,
                "Pow, Sqrt, Log, Reciprocal",
                "17",
                PICTURE,
                "weight k float[] = 2\na = Pow(x, k)\nb = Add(a, k)\nc = Sqrt(b)\nd = Log(c)\ny = Reciprocal(c)\n");
        add(all, "Softmax", "17", PICTURE, "y = Softmax(x) {axis=1}");
        add(
                all,
                "NHWC",
                "13",
                "input x float[N,6,6,3]\n",
                "t = Transpose(x) {perm=[0,3,1,2]}\nweight w float[4,3,3,3] = random 4\nc = Conv(t, w)\n"
                        + "r = Relu(c)\nback = Transpose(r) {perm=[0,2,3,1]}\n"
                        + "m = ReduceMean(back) {axes=[1,2], keepdims=0}\ny = Identity(m)");
        return all.stream();
    }

    private static void add(List<Arguments> all, String name, String opset, String input, String nodes) {
        all.add(Arguments.of(name, opset, input, nodes));
    }

    private static void conv(List<Arguments> all, String name, String input, String weight, String attributes) {
        add(all, name, "17", input, "weight w " + weight + " = random 9\ny = Conv(x, w) " + attributes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void gradientAgreesWithFiniteDifferences(String name, String opset, String input, String nodes) {
        Graph model = classifier(opset, input, nodes);
        Graph canonical = Canonizer.canonize(model, List.of()).graph();
        assertThat(RelevanceCompiler.unsupported(canonical)).isEmpty();
        Tensor picture = Running.picture(canonical, 1, 7);
        float[] gradient = relevance(canonical, "gradient", picture);
        double error = Difference.relative(gradient, differences(canonical, picture));
        assertThat(error).as(name).isLessThan(2e-3);
        float[] before = Running.plainly(model, picture);
        assertThat(Difference.relative(Running.plainly(canonical, picture), before))
                .isLessThan(1e-5);
        for (float value : relevance(canonical, "epsilon-plus-flat", picture)) {
            assertThat(Float.isFinite(value)).as("relevance is finite").isTrue();
        }
    }

    /** The nodes, and a dense layer to three logits behind them. */
    private static Graph classifier(String opset, String input, String nodes) {
        String text = "graph g opset " + opset + "\n" + input + nodes + "\nf = Flatten(y)\noutput f float[...]";
        Graph body = GraphText.parse(text);
        Graph canonical = Canonizer.canonize(body, List.of()).graph();
        long features = ShapeInference.of(canonical)
                .known(canonical.outputs().get(0).name())
                .size(1);
        Map<String, Tensor> weights = new java.util.LinkedHashMap<>(body.weights());
        weights.put("dense", Running.random(new long[] {features, 3}, 5));
        List<Node> all = new ArrayList<>(body.nodes());
        all.add(Node.of("logits", "MatMul", List.of("f", "dense"), "logits", Map.of()));
        return body.withNodes(all, weights).withOutputs(List.of(new Value("logits", DataType.FLOAT, Shape.of(-1, 3))));
    }

    private static float[] relevance(Graph canonical, String preset, Tensor picture) {
        RelevanceGraph compiled = RelevanceCompiler.compile(canonical, Request.of(Presets.named(preset)));
        try (Session session = Session.open(compiled.graph(), SessionSettings.threads(1))) {
            return session.run(
                            Map.of(compiled.input(), picture, RelevanceGraph.TARGET, Tensor.longs(1)),
                            List.of(compiled.relevance()))
                    .get(compiled.relevance())
                    .toFloats();
        }
    }

    /** (f(x + h) - f(x - h)) / 2h for every element: one batch of all the pictures needed. */
    private static float[] differences(Graph model, Tensor picture) {
        float h = 2e-3f;
        float[] x = picture.toFloats();
        float[] pictures = new float[2 * x.length * x.length];
        for (int i = 0; i < x.length; i++) {
            System.arraycopy(x, 0, pictures, 2 * i * x.length, x.length);
            System.arraycopy(x, 0, pictures, (2 * i + 1) * x.length, x.length);
            pictures[2 * i * x.length + i] = x[i] + h;
            pictures[(2 * i + 1) * x.length + i] = x[i] - h;
        }
        long[] sizes = picture.shape();
        sizes[0] = 2L * x.length;
        float[] logits = Running.plainly(model, Tensor.floats(sizes, pictures));
        float[] slope = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            double span = (double) (x[i] + h) - (x[i] - h);
            slope[i] = (float) (((double) logits[6 * i + 1] - logits[6 * i + 4]) / span);
        }
        return slope;
    }
}
