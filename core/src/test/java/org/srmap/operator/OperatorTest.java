package org.srmap.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Difference;
import org.srmap.testing.Running;

/** Each row of the table against the runtime, on a small instance of the operator that reads x and gives y. */
class OperatorTest {
    /** The oldest operator set of models; what is older is not told apart. */
    private static final int OLDEST = 7;

    /** The runtime has these in older sets, too. */
    private static final Set<Operator> IN_OLDER_SETS = Set.of(Operator.LayerNormalization, Operator.ThresholdedRelu);

    private static final Map<Operator, String> INSTANCES = new EnumMap<>(Operator.class);

    static {
        INSTANCES.put(Operator.Conv, "weight w float[5,4,3,2] = random 1\ny = Conv(x, w) {pads=[1,0,1,1]}");
        INSTANCES.put(
                Operator.ConvTranspose, "weight w float[4,3,3,2] = random 1\ny = ConvTranspose(x, w) {strides=[2,1]}");
        INSTANCES.put(Operator.Gemm, "weight w float[144,3] = random 1\nf = Flatten(x)\ny = Gemm(f, w)");
        INSTANCES.put(Operator.MatMul, "weight w float[6,3] = random 1\ny = MatMul(x, w)");
        INSTANCES.put(Operator.AveragePool, "y = AveragePool(x) {kernel_shape=[2,3], strides=[2,1]}");
        INSTANCES.put(Operator.MaxPool, "y = MaxPool(x) {kernel_shape=[2,3], strides=[2,1]}");
        INSTANCES.put(Operator.LpPool, "y = LpPool(x) {kernel_shape=[2,3], strides=[2,1]}");
        INSTANCES.put(Operator.GlobalAveragePool, "y = GlobalAveragePool(x)");
        INSTANCES.put(Operator.GlobalMaxPool, "y = GlobalMaxPool(x)");
        INSTANCES.put(Operator.PRelu, "weight s float[4,1,1] = 0.1 0.2 0.3 0.4\ny = PRelu(x, s)");
        INSTANCES.put(Operator.Not, "weight k float[] = 0\nb = Greater(x, k)\ny = Not(b)");
        String perChannel = "weight s float[4] = 1 2 0.5 -1\nweight v float[4] = 1 2 1 3\n";
        INSTANCES.put(Operator.BatchNormalization, perChannel + "y = BatchNormalization(x, s, s, s, v)");
        INSTANCES.put(Operator.InstanceNormalization, perChannel + "y = InstanceNormalization(x, s, v)");
        INSTANCES.put(Operator.GroupNormalization, """
                weight s float[2] = 1 2
                y = GroupNormalization(x, s, s) {num_groups=2}
                """);
        INSTANCES.put(Operator.LayerNormalization, "weight s float[6] = 1 2 0.5 1 1 3\ny = LayerNormalization(x, s)");
        INSTANCES.put(Operator.LRN, "y = LRN(x) {size=3}");
        INSTANCES.put(Operator.Where, "weight k float[] = 0\nb = Greater(x, k)\ny = Where(b, x, k)");
        INSTANCES.put(Operator.Mod, "weight k float[5,1,1,1,1] = 1 2 3 1 2\ny = Mod(x, k) {fmod=1}");
        for (Operator logical : List.of(Operator.And, Operator.Or, Operator.Xor)) {
            INSTANCES.put(logical, "weight k float[] = 0\nb = Greater(x, k)\ny = " + logical + "(b, b)");
        }
        INSTANCES.put(Operator.Tile, "weight r int64[4] = 1 2 1 3\ny = Tile(x, r)");
        INSTANCES.put(Operator.Identity, "y = Identity(x)");
        INSTANCES.put(Operator.Flatten, "y = Flatten(x)");
        INSTANCES.put(Operator.Reshape, "weight t int64[3] = 0 6 -1\ny = Reshape(x, t)");
        INSTANCES.put(Operator.Squeeze, "weight a int64[1] = 1\nu = Unsqueeze(x, a)\ny = Squeeze(u, a)");
        INSTANCES.put(Operator.Unsqueeze, "weight a int64[2] = 1 -1\ny = Unsqueeze(x, a)");
        INSTANCES.put(Operator.Transpose, "y = Transpose(x) {perm=[0,3,1,2]}");
        INSTANCES.put(Operator.Concat, "y = Concat(x, x) {axis=-1}");
        INSTANCES.put(Operator.Split, "weight s int64[2] = 1 3\ny, z = Split(x, s) {axis=1}");
        INSTANCES.put(Operator.Slice, """
                weight b int64[2] = 1 -1
                weight e int64[2] = 4 -6
                weight a int64[2] = 2 3
                weight s int64[2] = 2 -1
                y = Slice(x, b, e, a, s)
                """);
        INSTANCES.put(Operator.Pad, "weight p int64[8] = 0 1 0 2 0 0 1 0\ny = Pad(x, p)");
        INSTANCES.put(Operator.Gather, "weight i int64[] = 2\ny = Gather(x, i) {axis=2}");
        INSTANCES.put(Operator.Expand, "weight t int64[5] = 3 1 4 1 1\ny = Expand(x, t)");
        INSTANCES.put(Operator.DepthToSpace, "y = DepthToSpace(x) {blocksize=2}");
        INSTANCES.put(Operator.SpaceToDepth, "y = SpaceToDepth(x) {blocksize=2}");
        INSTANCES.put(Operator.Cast, "y = Cast(x) {to=7}");
        INSTANCES.put(Operator.CastLike, "weight k int64[1] = 1\ny = CastLike(x, k)");
        INSTANCES.put(Operator.QuantizeLinear, "weight k float[] = 0.5\ny = QuantizeLinear(x, k)");
        INSTANCES.put(Operator.DequantizeLinear, """
                weight k float[] = 0.5
                q = QuantizeLinear(x, k)
                y = DequantizeLinear(q, k)
                """);
        INSTANCES.put(Operator.ConstantOfShape, "s = Shape(x)\ny = ConstantOfShape(s)");
    }

    private static String instance(Operator operator) {
        String usual = switch (operator.form()) {
            case SAME -> "y = " + operator + "(x)";
            case BROADCAST -> "weight k float[5,1,1,1,1] = 1 2 3 1 2\ny = " + operator + "(x, k)";
            case REDUCED ->
                operator.movesAxesIn18()
                        ? "y = " + operator + "(x) {axes=[1,-1], keepdims=0}"
                        : "weight a int64[2] = 1 -1\ny = " + operator + "(x, a) {keepdims=0}";
            case OWN -> "y = " + operator + "(x)";
        };
        return INSTANCES.getOrDefault(operator, usual);
    }

    private static Stream<Operator> all(Predicate<Operator> fact) {
        return Arrays.stream(Operator.values()).filter(fact);
    }

    /** The instance behind what is done to the input, with its result as float32. */
    private static Graph graph(Operator operator, long opset, String before) {
        return GraphText.parse("graph g opset " + opset + "\ninput given float[N,4,6,6]\n" + before + "\n"
                + instance(operator) + "\nresult = Cast(y) {to=1}\noutput result float[...]");
    }

    private static Graph graph(Operator operator, String before) {
        return graph(operator, Math.max(17, operator.since()), before);
    }

    private static Tensor run(Graph graph) {
        SessionSettings plain = new SessionSettings(1, false, SessionSettings.Device.CPU);
        try (Session session = Session.open(graph, plain)) {
            return session.run(Map.of("given", Running.picture(graph, 2, 3)), List.of("result"))
                    .get("result");
        }
    }

    private static float[] values(Operator operator, String before) {
        return run(graph(operator, before)).toFloats();
    }

    @ParameterizedTest
    @EnumSource
    void theInferredShapeIsTheRuntimes(Operator operator) {
        Graph graph = graph(operator, "x = Identity(given)");
        Shape inferred = ShapeInference.of(graph).known("y");
        long[] sizes = inferred.sizes();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = inferred.dim(i).isKnown() ? sizes[i] : 2;
        }
        assertThat(run(graph).shape()).isEqualTo(sizes);
    }

    static Stream<Operator> newer() {
        return all(o -> o.since() > OLDEST && !IN_OLDER_SETS.contains(o));
    }

    @ParameterizedTest
    @MethodSource("newer")
    void theOperatorCameInItsOperatorSet(Operator operator) {
        String x = "x = Identity(given)";
        assertThat(run(graph(operator, operator.since(), x)).elements()).isPositive();
        assertThatThrownBy(() -> run(graph(operator, operator.since() - 1, x))).isInstanceOf(ModelException.class);
    }

    static Stream<Operator> nonNegative() {
        return all(o -> o.positivity() != Operator.Positivity.ANY && o.positivity() != Operator.Positivity.OWN);
    }

    @ParameterizedTest
    @MethodSource("nonNegative")
    void whatIsSaidToBeNonNegativeIs(Operator operator) {
        boolean always = operator.positivity() == Operator.Positivity.NON_NEGATIVE;
        for (float value : values(operator, always ? "x = Identity(given)" : "x = Abs(given)")) {
            assertThat(value).isNotNegative();
        }
    }

    static Stream<Operator> moving() {
        return all(Operator::moves);
    }

    @ParameterizedTest
    @MethodSource("moving")
    void whatIsSaidToMoveElementsAddsNone(Operator operator) {
        Set<Float> there = new HashSet<>(Set.of(0f));
        float[] given =
                Running.picture(graph(operator, "x = Identity(given)"), 2, 3).toFloats();
        for (float value : given) {
            there.add(value);
        }
        float[] moved = values(operator, "x = Identity(given)");
        for (float value : moved) {
            assertThat(there).contains(value);
        }
        if (operator.reshapes()) {
            assertThat(moved).containsExactly(given);
        }
    }

    static Stream<Operator> squashing() {
        return all(o -> o.squashes() && o != Operator.Clip);
    }

    @ParameterizedTest
    @MethodSource("squashing")
    void whatIsSaidToSquashIsBounded(Operator operator) {
        for (float value : values(operator, "weight big float[] = 1000\nx = Mul(given, big)")) {
            assertThat(value).isBetween(-1f, 1f);
        }
    }

    static Stream<Operator> inFloat64() {
        return all(Operator::runsInFloat64);
    }

    @ParameterizedTest
    @MethodSource("inFloat64")
    void whatIsSaidToRunInFloat64Does(Operator operator) {
        String source = operator == Operator.Log || operator == Operator.Sqrt ? "Abs" : "Identity";
        Graph wide = graph(operator, "g = " + source + "(given)\nx = Cast(g) {to=11}");
        Map<String, Tensor> weights = new LinkedHashMap<>();
        wide.weights()
                .forEach((name, tensor) -> weights.put(
                        name,
                        tensor.type() == DataType.FLOAT ? Tensor.doubles(tensor.shape(), tensor::exactAt) : tensor));
        float[] exact = run(wide.withNodes(wide.nodes(), weights)).toFloats();
        float[] single = values(operator, "x = " + source + "(given)");
        assertThat(Difference.relative(single, exact)).isLessThan(1e-5);
    }

    private static boolean readsFloats(Operator operator) {
        Node node = graph(operator, "x = Identity(given)").producers().get("y");
        return node != null && node.inputs().contains("x");
    }

    static Stream<Operator> keepingTypes() {
        return all(o -> !o.retypes() && readsFloats(o));
    }

    @ParameterizedTest
    @MethodSource("keepingTypes")
    void onlyWhatIsSaidToChangeTheTypeDoes(Operator operator) {
        Graph graph = graph(operator, "x = Cast(given) {to=1}");
        List<Node> nodes =
                graph.nodes().stream().filter(n -> !n.name().equals("result")).toList();
        Graph open = graph.withNodes(nodes, graph.weights())
                .withOutputs(List.of(new Value("y", DataType.FLOAT, Shape.of(-1))));
        SessionSettings plain = new SessionSettings(1, false, SessionSettings.Device.CPU);
        try (Session session = Session.open(open, plain)) {
            Tensor y = session.run(Map.of("given", Running.picture(graph, 2, 3)), List.of("y"))
                    .get("y");
            assertThat(y.type()).isEqualTo(DataType.FLOAT);
        }
    }

    @Test
    void operatorsOfOtherDomainsAreNotTheseOperators() {
        Node fused = new Node("n", "com.microsoft", "Gelu", List.of("x"), List.of("y"), Map.of());
        assertThat(Operator.of(fused)).isNull();
        assertThat(Operator.is(fused, Operator::hasKink)).isFalse();
    }

    @Test
    void computedBranchesMakeAnotherKind() {
        assertThat(Operator.Add.kind(1)).isEqualTo(LayerKind.BATCH_NORM);
        assertThat(Operator.Add.kind(2)).isEqualTo(LayerKind.SUM);
        assertThat(Operator.MatMul.kind(1)).isEqualTo(LayerKind.DENSE);
        assertThat(Operator.MatMul.kind(2)).isEqualTo(LayerKind.OTHER);
    }
}
