package org.srmap.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Difference;

class ChangeOpsetTest {

    static List<String> pools() {
        return List.of(
                "[2,3,9,11] {kernel_shape=[3,3], strides=[2,2]}",
                "[2,2,8,8] {kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1]}",
                "[1,2,9,9] {kernel_shape=[3,3], strides=[2,2], ceil_mode=1}",
                "[1,2,8,8] {kernel_shape=[3,3], strides=[2,2], ceil_mode=1}",
                "[3,1,7,5] {kernel_shape=[2,3], strides=[1,2], pads=[0,1,1,0]}",
                "[1,2,11,9] {kernel_shape=[3,2], strides=[2,1], dilations=[2,3]}",
                "[2,1,4,2] {kernel_shape=[3,3], strides=[1,1], pads=[1,1,1,1]}",
                "[1,3,10] {kernel_shape=[4], strides=[3], pads=[2,1]}",
                "[1,2,5,6,4] {kernel_shape=[3,2,2], strides=[2,2,1], pads=[1,0,1,1,0,0]}");
    }

    /** Values repeat, so that many windows have several largest elements. */
    @ParameterizedTest
    @MethodSource("pools")
    void addsAtTheFirstMaximumOfEveryWindow(String pool) {
        int space = pool.indexOf(' ');
        String sizes = pool.substring(0, space);
        String open = "[N" + sizes.substring(sizes.indexOf(','));
        String shareSizes = open.replaceAll("[0-9]+", "?");
        Graph graph = GraphText.parse("""
                graph pool opset 17
                input x float%s
                input s float%s
                weight one int64[1] = -1
                y, i = MaxPool(x) %s "pool"
                shape = Shape(x)
                count = ReduceProd(shape) {keepdims=1}
                zeros = ConstantOfShape(count)
                where = Reshape(i, one)
                what = Reshape(s, one)
                sum = ScatterElements(zeros, where, what) {axis=0, reduction="add"}
                r = Reshape(sum, shape)
                output r float%s
                """.formatted(open, shareSizes, pool.substring(space + 1), open));
        long[] shape = Arrays.stream(sizes.substring(1, sizes.length() - 1).split(","))
                .mapToLong(Long::parseLong)
                .toArray();
        Node node = graph.nodes().get(0);
        long[] outSizes = ShapeInference.of(graph).known("y").sizes();
        outSizes[0] = shape[0];
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            float[] x = new float[(int) Shape.of(shape).elementsFrom(0)];
            float[] s = new float[(int) Shape.of(outSizes).elementsFrom(0)];
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextInt(3) - 1;
            }
            for (int i = 0; i < s.length; i++) {
                s[i] = (float) random.nextGaussian();
            }
            Graph lowered = new ChangeOpset(13).apply(graph).graph();
            assertThat(lowered.nodes()).noneMatch(n -> n.is("ScatterElements"));
            Map<String, Tensor> in = Map.of("x", Tensor.floats(shape, x), "s", Tensor.floats(outSizes, s));
            float[] actual = run(lowered, in, "r");
            float[] expected = unpooled(node, shape, outSizes, x, s);
            assertThat(actual)
                    .as(pool + " seed " + seed)
                    .containsExactly(expected, org.assertj.core.data.Offset.offset(1e-5f));
        }
    }

    /** Plain un-pooling: every share to the first largest element of its window. */
    private static float[] unpooled(Node pool, long[] shape, long[] out, float[] x, float[] s) {
        Windows w = Windows.of(pool, Arrays.copyOfRange(shape, 2, shape.length), new long[0]);
        int n = w.axes();
        int plane = (int) IntStream.range(0, n).mapToLong(i -> shape[i + 2]).reduce(1, (a, b) -> a * b);
        int windows = (int) IntStream.range(0, n).mapToLong(i -> out[i + 2]).reduce(1, (a, b) -> a * b);
        int taps = (int) Arrays.stream(w.kernel()).reduce(1, (a, b) -> a * b);
        double[] sums = new double[x.length];
        for (int at = 0; at < s.length; at++) {
            int base = at / windows * plane;
            int best = -1;
            for (int tap = 0; tap < taps; tap++) {
                int place = place(w, shape, out, at % windows, tap);
                if (place >= 0 && (best < 0 || x[base + place] > x[base + best])) {
                    best = place;
                }
            }
            sums[base + best] += s[at];
        }
        float[] floats = new float[sums.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) sums[i];
        }
        return floats;
    }

    private static int place(Windows w, long[] shape, long[] out, int window, int tap) {
        int place = 0;
        int below = 1;
        for (int i = w.axes() - 1; i >= 0; i--) {
            long at = window % out[i + 2] * w.strides()[i] - w.pads()[i] + tap % w.kernel()[i] * w.dilations()[i];
            if (at < 0 || at >= shape[i + 2]) {
                return -1;
            }
            place += (int) at * below;
            below *= (int) shape[i + 2];
            window /= (int) out[i + 2];
            tap /= (int) w.kernel()[i];
        }
        return place;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = HardSwish(x)",
                "y = LayerNormalization(x, scale, bias) {axis=-1, epsilon=0.01}",
                "y = LayerNormalization(x, plane) {axis=2}",
                "y = ReduceMax(x) {axes=[2], keepdims=1}",
                "y, z = Split(x) {axis=3}",
                "y = ReduceMean(x)",
                "y = AveragePool(x) {kernel_shape=[2,2], dilations=[1,1]}",
                "y = AveragePool(x) {kernel_shape=[3,3], strides=[2,2], ceil_mode=1, count_include_pad=1}",
                "y = AveragePool(x) {kernel_shape=[3,2], strides=[3,3], pads=[1,1,1,1], ceil_mode=1, count_include_pad=1}",
                "y = Reshape(x, flat) {allowzero=0}"
            })
    void givesTheSameInEveryOperatorSet(String line) {
        Graph graph = GraphText.parse("""
                graph one opset 17
                input x float[N,3,5,6]
                weight scale float[6] = random 1
                weight bias float[6] = random 2
                weight plane float[5,6] = random 3
                weight flat int64[2] = 0 -1
                %s
                output y float[?]
                """.formatted(line));
        Random random = new Random(4);
        float[] x = new float[180];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (3 * random.nextGaussian());
        }
        Map<String, Tensor> in = Map.of("x", Tensor.floats(new long[] {2, 3, 5, 6}, x));
        Graph valid = new ChangeOpset(17).apply(graph).graph();
        float[] expected = run(valid, in, "y");
        for (int opset = ChangeOpset.OLDEST; opset <= ChangeOpset.NEWEST; opset++) {
            Graph changed = new ChangeOpset(opset).apply(graph).graph();
            assertThat(changed.opset()).isEqualTo(opset);
            assertThat(Difference.relative(run(changed, in, "y"), expected))
                    .as(line + " in operator set " + opset)
                    .isLessThan(1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "tanh"})
    void writesGeluOut(String approximate) {
        Graph graph = GraphText.parse("""
                graph gelu opset 17
                input x float[N,3]
                y = Gelu(x) {approximate="%s"}
                output y float[N,3]
                """.formatted(approximate));
        Map<String, Tensor> in = Map.of("x", Tensor.floats(new long[] {2, 3}, -3, -1, -0.1f, 0.2f, 1, 4));
        float[] expected = run(new ChangeOpset(20).apply(graph).graph(), in, "y");
        float[] actual = run(new ChangeOpset(13).apply(graph).graph(), in, "y");
        assertThat(Difference.relative(actual, expected)).isLessThan(1e-6);
    }

    @Test
    void namesEveryNodeThatTheOperatorSetLacks() {
        Graph graph = GraphText.parse("""
                graph new opset 17
                input x float[N,3,4,4]
                a = Mish(x) "first"
                b = com.example::Own(a) "second"
                c = Relu(b) "third"
                output c float[N,3,4,4]
                """);
        assertThatThrownBy(() -> new ChangeOpset(15).apply(graph))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Mish \"first\": operator set 15 has no such operator; choose operator set 18")
                .hasMessageContaining("\"second\"")
                .hasMessageContaining("com.example")
                .hasMessageNotContaining("third");
    }

    @Test
    void refusesOperatorSetsThatItDoesNotKnow() {
        assertThatThrownBy(() -> new ChangeOpset(12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12");
        assertThatThrownBy(() -> new ChangeOpset(ChangeOpset.NEWEST + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] run(Graph graph, Map<String, Tensor> in, String output) {
        try (Session session = Session.open(graph, new SessionSettings(1, false, SessionSettings.Device.CPU))) {
            return session.run(in, List.of(output)).get(output).toFloats();
        }
    }
}
