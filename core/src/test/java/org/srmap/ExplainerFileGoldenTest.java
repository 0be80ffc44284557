package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.export.ChangeOpset;
import org.srmap.graph.Tensor;
import org.srmap.image.Photo;
import org.srmap.rule.Presets;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Difference;
import org.srmap.testing.Npz;
import org.srmap.testing.OnnxFile;
import org.srmap.testing.Shared;

/** Explainer files of the shared models give what the engine gives, in every operator set, optimised or not. */
class ExplainerFileGoldenTest {
    private static final List<Integer> OPSETS = List.of(13, 15, 17, ChangeOpset.NEWEST);

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "vgg", "vgg_bn", "resnet", "squeezenet", "mobilenet", "densenet", "caffe"})
    void equalsTheEngine(String name) throws IOException {
        Model model = Model.read(Shared.path("golden/lrp/" + name + ".onnx"));
        List<String> presets = Npz.read(Shared.path("golden/lrp/" + name + ".golden.npz")).keySet().stream()
                .filter(k -> !k.equals("logits"))
                .toList();
        compare(model, Npz.array(Shared.path("golden/lrp/input.npy")), presets);
    }

    @Test
    void squeezeNetEqualsTheEngine() throws IOException {
        Model model = Model.read(Shared.path("models/squeezenet/squeezenet_v1.0_rgb.onnx"));
        Photo photo = Photo.read(Shared.path("photos/ref227/n01443537_goldfish.png"));
        float[] values =
                model.effectivePreprocessing().apply(photo, 227, 227).input().values();
        Tensor batch = Tensor.floats(new long[] {1, 3, 227, 227}, values);
        compare(model, batch, List.of("epsilon-plus-flat", "epsilon-gamma-box", "gradient"));
    }

    /**
     * The runtime's own optimisation changes the order of sums, and with it which of two nearly equal elements wins in a
     * pooling; so the engine runs as the file does, optimised or not.
     */
    private void compare(Model model, Tensor input, List<String> presets) throws IOException {
        SoftAssertions all = new SoftAssertions();
        int compared = 0;
        for (String preset : presets) {
            for (boolean optimised : new boolean[] {false, true}) {
                Maps expected = engine(model, input, preset, optimised);
                for (int opset : OPSETS) {
                    Maps actual = file(model, input, preset, opset, optimised);
                    String what = model.name() + " " + preset + " opset " + opset + " optimised " + optimised;
                    all.assertThat(Difference.relative(actual.relevance, expected.relevance))
                            .as(what + " relevance")
                            .isLessThan(1e-5);
                    all.assertThat(Difference.relative(actual.logits, expected.logits))
                            .as(what + " logits")
                            .isLessThan(1e-5);
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(presets.size() * OPSETS.size() * 2).isPositive();
        all.assertAll();
    }

    private record Maps(float[] logits, float[] relevance) {}

    private static Maps engine(Model model, Tensor input, String preset, boolean optimised) {
        ExplainerSettings settings = ExplainerSettings.defaults()
                .withPreset(preset)
                .withSaliency(null)
                .withProof(false)
                .withSession(new SessionSettings(2, optimised, SessionSettings.Device.CPU));
        try (Explainer explainer = Explainer.open(model, settings)) {
            List<Explanation> of = explainer.explainTensor("input", input, Target.top());
            return new Maps(
                    joined(of.stream().map(Explanation::logits).toList()),
                    joined(of.stream().map(e -> e.relevance().values()).toList()));
        }
    }

    private Maps file(Model model, Tensor input, String preset, int opset, boolean optimised) throws IOException {
        Path file = folder.resolve(preset + opset + ".onnx");
        if (!Files.exists(file)) {
            ExportSettings export = ExportSettings.defaults()
                    .withComposite(Presets.named(preset))
                    .withOpset(opset)
                    .withProof(false);
            ExplainerFile.write(model, export, file);
        }
        long[] best = new long[(int) input.size(0)];
        Arrays.fill(best, -1);
        try (OnnxFile run = new OnnxFile(file, optimised)) {
            Map<String, float[]> out = run.run(input.toFloats(), input.shape(), best);
            return new Maps(out.get("logits"), out.get("relevance"));
        }
    }

    private static float[] joined(List<float[]> parts) {
        int length = parts.stream().mapToInt(p -> p.length).sum();
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
