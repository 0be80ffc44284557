package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.srmap.ExplainerFiles.SIDE;
import static org.srmap.ExplainerFiles.awkward;
import static org.srmap.ExplainerFiles.bytes;
import static org.srmap.ExplainerFiles.engine;
import static org.srmap.ExplainerFiles.tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.model.Labels;
import org.srmap.onnx.OnnxWriter;
import org.srmap.rule.Initial;
import org.srmap.rule.Presets;
import org.srmap.testing.Difference;
import org.srmap.testing.OnnxFile;
import org.srmap.text.Digest;

/** Explainer files that srmap reads as models. */
class ExplainerModelTest {
    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("explainer.onnx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logit", "one", "probability", "difference"})
    void everyInitialRelevanceIsExported(String initial) throws IOException {
        Initial wanted = Initial.valueOf(initial.toUpperCase(java.util.Locale.ROOT));
        Model model = Model.demo();
        float[] x = tensor(bytes(SIDE * SIDE * 3, 7), 1, model.effectivePreprocessing());
        ExplainerSettings settings =
                ExplainerSettings.defaults().withInitial(wanted).withProof(false);
        Explanation expected = engine(model, x, 1, settings).get(0);
        ExplainerFile.write(model, ExportSettings.defaults().withInitial(wanted).withProof(false), file());
        try (OnnxFile run = new OnnxFile(file(), true)) {
            float[] actual = run.run(x, new long[] {1, 3, SIDE, SIDE}, -1).get("relevance");
            assertThat(Difference.relative(actual, expected.relevance().values()))
                    .isLessThan(1e-5);
        }
        Explanation loaded =
                engine(Model.read(file()), x, 1, ExplainerSettings.defaults()).get(0);
        assertThat(Difference.relative(
                        loaded.relevance().values(), expected.relevance().values()))
                .isLessThan(1e-5);
        assertThat(loaded.provenance().initial()).isEqualTo(initial);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensor", "rgb8"})
    void isReadAsAModel(String form) throws IOException {
        Model model = Model.demo();
        float[] x = tensor(bytes(SIDE * SIDE * 3, 8), 1, model.effectivePreprocessing());
        ExplainerSettings gamma = ExplainerSettings.defaults().withPreset("epsilon-gamma-box");
        Explanation expected = engine(model, x, 1, gamma).get(0);
        ExportSettings export = ExportSettings.defaults()
                .withComposite(gamma.composite())
                .withInput(InputForm.named(form))
                .withOpset(14);
        ExplainerFile.write(model, export, file());
        Model read = Model.read(file());
        assertThat(read.explainer()).isNotNull();
        Explanation actual = engine(read, x, 1, ExplainerSettings.defaults()).get(0);
        assertThat(Difference.relative(
                        actual.relevance().values(), expected.relevance().values()))
                .isLessThan(1e-5);
        assertThat(actual.top()).hasSameSizeAs(expected.top());
        assertThat(actual.target().label()).isEqualTo(expected.target().label());
        Provenance was = expected.provenance();
        Provenance is = actual.provenance();
        assertThat(is.preset()).isEqualTo("epsilon-gamma-box");
        assertThat(is.model()).isEqualTo("demo");
        assertThat(is.sha256()).isEqualTo(Digest.sha256(file()));
        assertThat(is.rules().stream().map(r -> r.layer().node().name() + r.rule()))
                .containsExactlyElementsOf(was.rules().stream()
                        .map(r -> r.layer().node().name() + r.rule())
                        .toList());
        assertThat(is.canonizationError()).isEqualTo(was.canonizationError());
        assertThat(is.canonization()).anyMatch(line -> line.contains(model.sha256()));
        assertThat(ModelCheck.of(read, Presets.named("gradient"))
                        .facts()
                        .get("preset")
                        .text())
                .isEqualTo("epsilon-gamma-box (fixed)");
    }

    @Test
    void refusesFilesThatSayWrongThings() throws IOException {
        Graph good = ExplainerFile.graph(awkward(), ExportSettings.defaults().withProof(false));
        String said = good.metadata().get(ExplainerInfo.KEY);
        List<String> wrong = new ArrayList<>(List.of("", "{", "[]", "{\"format\": 2}", said.replace("rgb8", "x")));
        wrong.set(4, said.replace("\"form\":\"tensor\"", "\"form\":\"rgb8\""));
        wrong.add(said.replace("\"logit\"", "\"magic\""));
        wrong.add(said.replace("\"initial\":\"logit\"", "\"initial\":\"difference\""));
        wrong.add(said.replaceFirst("\"rule\":\"[a-z-]*\"", "\"rule\":\"magic\""));
        wrong.add(said.replace("\"scale\":", "\"scales\":"));
        for (String text : wrong) {
            assertThat(text).isNotEqualTo(said);
            OnnxWriter.write(good.withMetadata(Map.of(ExplainerInfo.KEY, text)), file());
            assertThatThrownBy(() -> Model.read(file()))
                    .as(text)
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith(file().toString());
        }
        Graph noMap = ExplainerFile.graph(
                awkward(), ExportSettings.defaults().withProof(false).withOutputs(List.of("logits", "heat")));
        OnnxWriter.write(noMap, file());
        assertThatThrownBy(() -> Model.read(file()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("--outputs");
    }

    @Test
    void anExplainerIsNotExportedAgain() throws IOException {
        ExplainerFile.write(awkward(), ExportSettings.defaults().withProof(false), file());
        Model read = Model.read(file());
        assertThatThrownBy(() -> ExplainerFile.graph(read, ExportSettings.defaults()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("already");
        assertThat(read.withLabels(Labels.of(List.of("a", "b", "c"))).assumptions())
                .isEmpty();
        assertThat(read.assumptions()).hasSize(1);
    }
}
