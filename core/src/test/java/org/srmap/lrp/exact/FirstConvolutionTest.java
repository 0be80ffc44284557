package org.srmap.lrp.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.rule.InputRange;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Running;

class FirstConvolutionTest {
    private static final int SIZE = 24;
    private static final int OUTPUTS = 16;

    private static Graph compiled(InputRange range, long seed) {
        Graph model = GraphText.parse("""
                graph g opset 17
                input x float[N,3,24,24]
                weight w float[16,3,3,3] = random %d
                weight b float[16] = random 77
                weight dense float[2304,4] = random 78
                c = Conv(x, w, b) {pads=[1,1,1,1]}
                r = Relu(c)
                m = MaxPool(r) {kernel_shape=[2,2], strides=[2,2]}
                f = Flatten(m)
                logits = MatMul(f, dense)
                output logits float[N,4]
                """.formatted(seed));
        Request request = Request.of(Presets.named("gradient")).withRange(range);
        RelevanceGraph compiled =
                RelevanceCompiler.compile(Canonizer.canonize(model, List.of()).graph(), request);
        Value convolved = new Value("c", DataType.FLOAT, Shape.of(-1, OUTPUTS, SIZE, SIZE));
        return compiled.graph().withOutputs(List.of(convolved));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isRoundedOnceWhateverTheRuntimesOrder(long seed) {
        double sharp = largestErrorInUlps(compiled(InputRange.imagenet(), seed), seed);
        assertThat(sharp).as("seed " + seed).isLessThan(0.6);
        InputRange beyond = new InputRange(List.of(-2e6), List.of(2e6));
        assertThat(largestErrorInUlps(compiled(beyond, seed), seed))
                .as("the plain sum is worse, or the trick would be for nothing")
                .isGreaterThan(1);
    }

    /** Distance from the sum in double precision, in units in the last place; cancelled sums are left out. */
    private static double largestErrorInUlps(Graph graph, long seed) {
        Tensor picture = picture(seed);
        float[] computed;
        try (Session session = Session.open(graph, SessionSettings.threads(1))) {
            computed = session.run(Map.of("x", picture, RelevanceGraph.TARGET, Tensor.longs(0)), List.of("c"))
                    .get("c")
                    .toFloats();
        }
        float[] x = picture.toFloats();
        float[] w = Running.random(new long[] {OUTPUTS, 3, 3, 3}, seed).toFloats();
        float[] b = Running.random(new long[] {OUTPUTS}, 77).toFloats();
        double worst = 0;
        for (int i = 0; i < computed.length; i++) {
            double exact = exact(x, w, b, i);
            if (Math.abs(exact) > 0.5) {
                worst = Math.max(worst, Math.abs(computed[i] - exact) / Math.ulp((float) exact));
            }
        }
        return worst;
    }

    /** Pictures have values within the range. */
    private static Tensor picture(long seed) {
        float[] values =
                Running.random(new long[] {1, 3, SIZE, SIZE}, seed + 50).toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-2, Math.min(2, values[i]));
        }
        return Tensor.floats(new long[] {1, 3, SIZE, SIZE}, values);
    }

    private static double exact(float[] x, float[] w, float[] b, int index) {
        int o = index / (SIZE * SIZE);
        int row = index / SIZE % SIZE;
        int column = index % SIZE;
        double sum = b[o];
        for (int t = 0; t < 27; t++) {
            int y = row + t / 3 % 3 - 1;
            int z = column + t % 3 - 1;
            if (y >= 0 && y < SIZE && z >= 0 && z < SIZE) {
                sum += (double) w[27 * o + t] * x[(t / 9 * SIZE + y) * SIZE + z];
            }
        }
        return sum;
    }
}
