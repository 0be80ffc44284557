package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.srmap.ExplainerFiles.AWKWARD;
import static org.srmap.ExplainerFiles.SIDE;
import static org.srmap.ExplainerFiles.awkward;
import static org.srmap.ExplainerFiles.bytes;
import static org.srmap.ExplainerFiles.engine;
import static org.srmap.ExplainerFiles.part;
import static org.srmap.ExplainerFiles.tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.image.Preprocessing;
import org.srmap.onnx.OnnxWriter;
import org.srmap.rule.Presets;
import org.srmap.testing.Difference;
import org.srmap.testing.OnnxFile;

/** Explainer files of the demo model and of a small one: what they take and give. */
class ExplainerFileTest {
    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("explainer.onnx");
    }

    @ParameterizedTest
    @CsvSource({
        "epsilon-plus-flat, 13", "epsilon-plus-flat, 25", "epsilon-gamma-box, 15",
        "epsilon-alpha2-beta1, 17", "gradient, 18", "guided-backprop, 13"
    })
    void givesWhatTheEngineGives(String preset, int opset) throws IOException {
        Model model = Model.demo();
        float[] x = tensor(bytes(2 * SIDE * SIDE * 3, 1), 2, model.effectivePreprocessing());
        List<Explanation> expected = engine(
                model, x, 2, ExplainerSettings.defaults().withPreset(preset).withProof(false));
        ExportSettings settings = ExportSettings.defaults()
                .withComposite(Presets.named(preset))
                .withOpset(opset)
                .withOutputs(List.of("relevance", "heat", "logits"));
        ExplainerFile.write(model, settings, file());
        try (OnnxFile run = new OnnxFile(file(), true)) {
            Map<String, float[]> out = run.run(x, new long[] {2, 3, SIDE, SIDE}, -1, -1);
            assertThat(out.keySet()).containsExactly("relevance", "heat", "logits");
            for (int i = 0; i < 2; i++) {
                Explanation e = expected.get(i);
                assertThat(Difference.relative(part(out.get("logits"), 2, i), e.logits()))
                        .isLessThan(1e-5);
                assertThat(Difference.relative(
                                part(out.get("relevance"), 2, i), e.relevance().values()))
                        .isLessThan(1e-5);
                float[] sums = e.relevance().perPixel().values().clone();
                double most = 0;
                for (float sum : sums) {
                    most = Math.max(most, Math.abs(sum));
                }
                for (int p = 0; p < sums.length; p++) {
                    sums[p] /= (float) most;
                }
                float[] heat = part(out.get("heat"), 2, i);
                assertThat(Difference.relative(heat, sums)).isLessThan(1e-5);
                assertThat(IntStream.range(0, heat.length)
                                .mapToDouble(p -> Math.abs(heat[p]))
                                .max()
                                .getAsDouble())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void explainsTheTargetAskedFor() throws IOException {
        Model model = Model.demo();
        float[] x = tensor(bytes(SIDE * SIDE * 3, 2), 1, model.effectivePreprocessing());
        ExplainerFile.write(model, ExportSettings.defaults().withProof(false), file());
        long[] shape = {1, 3, SIDE, SIDE};
        try (OnnxFile run = new OnnxFile(file(), true);
                Explainer explainer = Explainer.open(
                        model, ExplainerSettings.defaults().withSaliency(null).withProof(false))) {
            for (int target : new int[] {0, 7}) {
                Explanation e = explainer
                        .explainTensor("x", Tensor.floats(shape, x), new Target.Index(target))
                        .get(0);
                float[] actual = run.run(x, shape, target).get("relevance");
                assertThat(Difference.relative(actual, e.relevance().values())).isLessThan(1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"imagenet", "caffe", "tf"})
    void readsBytesToTheSameBits(String preprocessing) throws IOException {
        Preprocessing p = Preprocessing.preset(preprocessing, SIDE, SIDE);
        Model model = Model.demo().withPreprocessing(p);
        byte[] rgb = bytes(2 * SIDE * SIDE * 3, 3);
        Map<String, float[]> expected;
        ExportSettings settings = ExportSettings.defaults().withProof(false);
        ExplainerFile.write(model, settings, file());
        try (OnnxFile run = new OnnxFile(file(), true)) {
            expected = run.run(tensor(rgb, 2, p), new long[] {2, 3, SIDE, SIDE}, -1, 3);
        }
        ExplainerFile.write(model, settings.withInput(InputForm.RGB8).withOpset(13), file());
        try (OnnxFile run = new OnnxFile(file(), true)) {
            Map<String, float[]> actual = run.run(rgb, new long[] {2, SIDE, SIDE, 3}, -1, 3);
            assertThat(actual.get("logits")).containsExactly(expected.get("logits"));
            assertThat(Difference.relative(actual.get("relevance"), expected.get("relevance")))
                    .isLessThan(1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensor", "rgb8"})
    void hidesLayoutAndNamesOfTheModel(String form) throws IOException {
        Model model = awkward();
        byte[] rgb = bytes(2 * 6 * 5 * 3, 4);
        float[] x = tensor(rgb, 2, model.effectivePreprocessing());
        ExplainerSettings settings = ExplainerSettings.defaults().withProof(false);
        List<Explanation> expected = engine(model, x, 2, settings);
        ExportSettings export = ExportSettings.defaults()
                .withInput(InputForm.named(form))
                .withOutputs(List.of("logits", "relevance", "heat"))
                .withProof(false);
        Graph graph = ExplainerFile.write(model, export, file());
        assertThat(graph.inputs().stream().map(Value::name)).containsExactly("input", "target");
        try (OnnxFile run = new OnnxFile(file(), false)) {
            Map<String, float[]> out = form.equals("rgb8")
                    ? run.run(rgb, new long[] {2, 6, 5, 3}, -1, -1)
                    : run.run(x, new long[] {2, 1, 6, 5}, -1, -1);
            for (int i = 0; i < 2; i++) {
                assertThat(Difference.relative(
                                part(out.get("relevance"), 2, i),
                                expected.get(i).relevance().values()))
                        .isLessThan(1e-5);
                assertThat(Difference.relative(
                                part(out.get("logits"), 2, i), expected.get(i).logits()))
                        .isLessThan(1e-5);
            }
        }
        List<Explanation> loaded = engine(Model.read(file()), x, 2, settings);
        assertThat(Difference.relative(
                        loaded.get(1).relevance().values(),
                        expected.get(1).relevance().values()))
                .isLessThan(1e-5);
    }

    @Test
    void heatOfAMapOfZerosIsZero() throws IOException {
        Model model = awkward();
        ExplainerFile.write(
                model, ExportSettings.defaults().withOutputs(List.of("heat")).withProof(false), file());
        try (OnnxFile run = new OnnxFile(file(), true)) {
            assertThat(run.run(new float[30], new long[] {1, 1, 6, 5}, 0).get("heat"))
                    .containsOnly(0);
        }
    }

    @Test
    void givesTheRelevanceOfNodes() throws IOException {
        Model model = awkward();
        ExportSettings settings = ExportSettings.defaults().withProof(false).withOutputs(List.of("relevance", "heat"));
        Model named = awkward(AWKWARD.replace("pads=[1,1,1,1]}", "pads=[1,1,1,1]} \"conv\""));
        Graph graph = ExplainerFile.graph(named, settings.withOutputs(List.of("logits", "conv")));
        OnnxWriter.write(graph, file());
        try (OnnxFile run = new OnnxFile(file(), true)) {
            float[] x = tensor(bytes(90, 5), 1, model.effectivePreprocessing());
            Map<String, float[]> out = run.run(x, new long[] {1, 1, 6, 5}, 1);
            float[] inner = out.get("relevance/conv");
            assertThat(inner).hasSize(120);
            double sum = 0;
            for (float r : inner) {
                sum += r;
            }
            assertThat(sum).isCloseTo(out.get("logits")[1], org.assertj.core.data.Percentage.withPercentage(0.1));
        }
        assertThatThrownBy(() -> ExplainerFile.graph(model, settings.withOutputs(List.of("nothing"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no node \"nothing\"")
                .hasMessageContaining("similar names");
    }
}
