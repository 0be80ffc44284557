package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.GraphText;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Array;
import org.srmap.testing.Difference;
import org.srmap.testing.PlainGraph;

/**
 * A classifier in the form that tf2onnx gives to Keras's MobileNets: channels last outside, Transpose before and after
 * convolutions, Pad as a node, BatchNormalization that is not folded, ReLU6 as Clip, a gate, ReduceMean over the places,
 * MatMul + Add, Softmax at the end.
 */
class KerasExportTest {
    private static final Graph MODEL = GraphText.parse("""
            graph keras opset 13
            input x float[N,9,9,3]
            weight pads int64[8] = 0 0 0 0 0 1 1 0
            weight w1 float[6,3,3,3] = random 1
            weight g1 float[6] = 1.5 0.5 -1 2 0.25 1
            weight b1 float[6] = 0.1 -0.25 1 0 0.5 -0.1
            weight m1 float[6] = 0.3 -0.4 0.1 1 0 -1
            weight v1 float[6] = 1 2 0.5 0.25 3 1
            weight zero float[] = 0
            weight six float[] = 6
            weight w2 float[6,1,3,3] = random 2
            weight w3 float[6,6,1,1] = random 3
            weight s1 float[6,2] = random 4
            weight s2 float[2,6] = random 5
            weight places int64[4] = -1 1 1 6
            weight dense float[6,5] = random 6
            weight bias float[5] = 1 2 -3 4 -5
            weight shape int64[2] = -1 6
            padded = Pad(x, pads) {mode="constant"}
            t1 = Transpose(padded) {perm=[0,3,1,2]}
            c1 = Conv(t1, w1) {strides=[2,2]}
            n1 = BatchNormalization(c1, g1, b1, m1, v1) {epsilon=0.001}
            r1 = Clip(n1, zero, six)
            c2 = Conv(r1, w2) {group=6, pads=[1,1,1,1]}
            n2 = BatchNormalization(c2, g1, b1, m1, v1) {epsilon=0.001}
            r2 = Clip(n2, zero, six)
            t2 = Transpose(r2) {perm=[0,2,3,1]}
            q = ReduceMean(t2) {axes=[1,2], keepdims=0}
            q1 = MatMul(q, s1)
            q2 = Relu(q1)
            q3 = MatMul(q2, s2)
            q4 = Sigmoid(q3)
            q5 = Reshape(q4, places)
            gated = Mul(t2, q5)
            t3 = Transpose(gated) {perm=[0,3,1,2]}
            c3 = Conv(t3, w3)
            n3 = BatchNormalization(c3, g1, b1, m1, v1) {epsilon=0.001}
            sum = Add(n3, r2)
            t4 = Transpose(sum) {perm=[0,2,3,1]}
            mean = ReduceMean(t4) {axes=[1,2], keepdims=0}
            flat = Reshape(mean, shape)
            z = MatMul(flat, dense)
            logits = Add(z, bias)
            probabilities = Softmax(logits) {axis=-1}
            output probabilities float[N,5]
            """);

    private static final Array X = Array.random(new Random(11), 2, 9, 9, 3);
    private static final long[] TARGETS = {1, 3};

    private static Map<String, Tensor> explained(Graph canonical, Request request) {
        RelevanceGraph compiled = RelevanceCompiler.compile(canonical, request);
        try (Session session = Session.open(compiled.graph(), SessionSettings.threads(1))) {
            Map<String, Tensor> out = session.run(
                    Map.of(compiled.input(), X.toTensor(), RelevanceGraph.TARGET, Tensor.longs(TARGETS)),
                    List.of(compiled.logits(), compiled.relevance()));
            return Map.of("logits", out.get(compiled.logits()), "relevance", out.get(compiled.relevance()));
        }
    }

    private static Graph canonical() {
        Graph canonical = Canonizer.canonize(MODEL, List.of()).graph();
        assertThat(RelevanceCompiler.unsupported(canonical)).isEmpty();
        return canonical;
    }

    @Test
    void normalizationsAreFoldedAndTheSoftmaxIsDropped() {
        assertThat(canonical().nodes()).noneMatch(n -> n.is("BatchNormalization") || n.is("Softmax"));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void givesTheGradient(Precision precision) {
        Graph canonical = canonical();
        Request request = precision.applied(Request.of(Presets.named("gradient")), canonical);
        Map<String, Tensor> out = explained(canonical, request);
        PlainGraph plain = new PlainGraph(new GraphEditor(MODEL)
                .finish(MODEL.inputs(), List.of(new Value("logits", DataType.FLOAT, Shape.of(-1, 5)))));
        double[] logits = plain.output(X).values();
        assertThat(Difference.relative(out.get("logits").toFloats(), floats(logits)))
                .isLessThan(1e-5);
        Array seed = Array.zeros(2, 5);
        for (int n = 0; n < 2; n++) {
            seed.values()[5 * n + (int) TARGETS[n]] = 1;
        }
        float[] gradient = floats(plain.gradient(X, seed).values());
        assertThat(Difference.relative(out.get("relevance").toFloats(), gradient))
                .isLessThan(1e-4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epsilon-plus-flat", "epsilon-plus", "epsilon-gamma-box", "epsilon-alpha2-beta1", "paper"})
    void relevanceIsFiniteAndVaries(String preset) {
        float[] relevance = explained(canonical(), Request.of(Presets.named(preset)))
                .get("relevance")
                .toFloats();
        assertThat(relevance).hasSize(2 * 9 * 9 * 3);
        float largest = 0;
        for (float value : relevance) {
            assertThat(value).isFinite();
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isGreaterThan(1e-3f);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
