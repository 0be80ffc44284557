package org.srmap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.Model;
import org.srmap.ModelCheck;
import org.srmap.Target;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Tensor;
import org.srmap.onnx.OnnxReader;
import org.srmap.onnx.OnnxWriter;
import org.srmap.rule.Presets;

/** Models given as text that go the way of files: written as ONNX, read, checked, explained. */
public final class TextModel {
    private TextModel() {}

    /** The model of a text, read from its ONNX form. */
    public static Model of(String text) {
        return of(GraphText.parse(text));
    }

    /** The model of a graph, read from its ONNX form, in which only numbers can be written. */
    public static Model of(Graph graph) {
        boolean writable =
                graph.weights().values().stream().allMatch(t -> t.type().isNumber())
                        && graph.outputs().stream().allMatch(v -> v.type().isNumber());
        if (!writable) {
            return Model.of("text", graph, null, "");
        }
        Graph read = OnnxReader.read(ByteBuffer.wrap(OnnxWriter.bytes(graph)), "text");
        return Model.of("text", read, null, "");
    }

    /** Explains pictures; srmap must accept the model, and say so when it checks it. */
    public static List<Explanation> explain(Model model, String preset, Tensor pictures, int target) {
        assertThat(ModelCheck.of(model, Presets.named(preset)).problems())
                .as("check")
                .isEmpty();
        ExplainerSettings settings = ExplainerSettings.defaults()
                .withPreset(preset)
                .withSaliency(null)
                .withThreads(1)
                .withProof(true);
        try (Explainer explainer = Explainer.open(model, settings)) {
            return explainer.explainTensor("text", pictures, new Target.Index(target));
        }
    }

    /** The slope of a score of the graph's output with respect to every element of one picture, by finite differences. */
    public static float[] differences(Graph graph, Tensor picture, int target) {
        float h = 2e-3f;
        float[] x = picture.toFloats();
        float[] pictures = new float[2 * x.length * x.length];
        for (int i = 0; i < 2 * x.length; i++) {
            System.arraycopy(x, 0, pictures, i * x.length, x.length);
            pictures[i * x.length + i / 2] += i % 2 == 0 ? h : -h;
        }
        long[] sizes = picture.shape();
        sizes[0] = 2L * x.length;
        float[] scores = Running.plainly(graph, Tensor.floats(sizes, pictures));
        int classes = scores.length / (2 * x.length);
        float[] slope = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            double span = (double) (x[i] + h) - (x[i] - h);
            slope[i] = (float)
                    (((double) scores[2 * i * classes + target] - scores[(2 * i + 1) * classes + target]) / span);
        }
        return slope;
    }
}
