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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.export.ChangeOpset;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.lrp.Precision;
import org.srmap.onnx.OnnxReader;
import org.srmap.onnx.OnnxWriter;
import org.srmap.rule.Presets;
import org.srmap.testing.Difference;
import org.srmap.testing.OnnxFile;

/** Operators, weights, size and number format of explainer files. */
class ExplainerFileFormTest {
    private static final int CLASSES = 10;

    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("explainer.onnx");
    }

    @Test
    void halfWeightsHalveTheFile() throws IOException {
        Model model = Model.demo();
        float[] x = tensor(bytes(SIDE * SIDE * 3, 6), 1, model.effectivePreprocessing());
        long[] shape = {1, 3, SIDE, SIDE};
        ExplainerFile.write(model, ExportSettings.defaults().withProof(false), file());
        Path half = folder.resolve("half.onnx");
        ExplainerFile.write(model, ExportSettings.defaults().withProof(false).withHalfWeights(true), half);
        assertThat(Files.size(half)).isLessThan((long) (0.55 * Files.size(file())));
        try (OnnxFile full = new OnnxFile(file(), true);
                OnnxFile halved = new OnnxFile(half, true)) {
            float[] expected = full.run(x, shape, -1).get("relevance");
            double error = Difference.relative(halved.run(x, shape, -1).get("relevance"), expected);
            assertThat(error).isBetween(1e-6, 0.02);
        }
        List<Explanation> loaded = engine(Model.read(half), x, 1, ExplainerSettings.defaults());
        assertThat(loaded.get(0).logits()).hasSize(CLASSES);
    }

    @Test
    void fileIsHardlyLargerThanTheModel() throws IOException {
        Path plain = folder.resolve("plain.onnx");
        OnnxWriter.write(Model.demo().graph(), plain);
        for (String preset : Presets.names()) {
            for (int opset : new int[] {ChangeOpset.OLDEST, ChangeOpset.NEWEST}) {
                ExplainerFile.write(
                        Model.demo(),
                        ExportSettings.defaults()
                                .withComposite(Presets.named(preset))
                                .withOpset(opset)
                                .withProof(false),
                        file());
                assertThat((double) Files.size(file()) / Files.size(plain))
                        .as(preset + " " + opset)
                        .isLessThan(1.1);
            }
        }
    }

    @Test
    void usesStandardOperatorsOnlyAndAnOpenBatch() throws IOException {
        ExplainerFile.write(Model.demo(), ExportSettings.defaults().withProof(false), file());
        Graph graph = OnnxReader.read(file());
        assertThat(graph.opsets()).isEqualTo(Map.of("", 17L));
        assertThat(graph.nodes()).allMatch(n -> n.domain().isEmpty());
        assertThat(graph.inputs().toString()).isEqualTo("[input: float[N,3,128,128], target: int64[N]]");
        assertThat(graph.outputs().toString()).isEqualTo("[logits: float[N,10], relevance: float[N,3,128,128]]");
    }

    /** Normalizations that are folded, before and behind a convolution, and one that stays. */
    private static Graph normalized() {
        String channels = "= " + "0.4 1.3 0.8 0.6 ".repeat(16) + "\n";
        return GraphText.parse("""
                graph normalized opset 17
                input x float[N,3,8,8]
                weight w1 float[64,3,3,3] = random 1
                weight w2 float[64,64,3,3] = random 2
                weight w3 float[64,64,1,1] = random 3
                weight v float[64,5] = random 4
                weight o float[64] = random 5
                weight m float[64] = random 6
                weight s float[64,8,8] = random 8
                weight g float[64] CHANNELS
                c1 = Conv(x, w1) {pads=[1,1,1,1]}
                n1 = BatchNormalization(c1, g, o, m, g)
                r1 = Relu(n1)
                c2 = Conv(r1, w2) {pads=[1,1,1,1]}
                l2 = LayerNormalization(c2, s) {axis=1}
                r2 = Relu(l2)
                n3 = BatchNormalization(r2, g, o, m, g)
                c3 = Conv(n3, w3)
                r3 = Relu(c3)
                p = GlobalAveragePool(r3)
                f = Flatten(p) {axis=1}
                y = MatMul(f, v)
                output y float[N,5]
                """.replace("CHANNELS\n", channels));
    }

    @ParameterizedTest
    @CsvSource({"13, false", "13, true", "17, false", "25, true"})
    void theForwardPassOfGradientsIsFloat64(int opset, boolean optimised) throws IOException {
        Path plain = folder.resolve("plain.onnx");
        OnnxWriter.write(normalized(), plain);
        Model model = Model.of("normalized", normalized(), null, "");
        ExplainerSettings gradient =
                ExplainerSettings.defaults().withPreset("gradient").withProof(false);
        float[] x = tensor(bytes(2 * 64 * 3, 9), 2, model.effectivePreprocessing());
        List<Explanation> expected = engine(model, x, 2, gradient);
        ExportSettings export = ExportSettings.defaults()
                .withComposite(gradient.composite())
                .withOpset(opset)
                .withProof(false);
        ExplainerFile.write(model, export, file());
        assertThat((double) Files.size(file()) / Files.size(plain)).isLessThan(1.3);
        try (OnnxFile run = new OnnxFile(file(), optimised)) {
            float[] actual = run.run(x, new long[] {2, 3, 8, 8}, -1, -1).get("relevance");
            for (int i = 0; i < 2; i++) {
                assertThat(Difference.relative(
                                part(actual, 2, i), expected.get(i).relevance().values()))
                        .isLessThan(1e-6);
            }
        }
        Explanation loaded =
                engine(Model.read(file()), x, 2, ExplainerSettings.defaults()).get(1);
        assertThat(Difference.relative(
                        loaded.relevance().values(), expected.get(1).relevance().values()))
                .isLessThan(1e-6);
        assertThat(loaded.provenance().precision()).isEqualTo("float64");
        ExplainerFile.write(model, export.withPrecision(Precision.FLOAT32), file());
        assertThat(Model.read(file()).explainer().precision()).isEqualTo(Precision.FLOAT32);
    }

    @Test
    void sameInputsGiveTheSameBytes() throws IOException {
        Path again = folder.resolve("again.onnx");
        ExplainerFile.write(Model.demo(), ExportSettings.defaults(), file());
        ExplainerFile.write(Model.demo(), ExportSettings.defaults(), again);
        assertThat(file()).hasSameBinaryContentAs(again);
    }

    @Test
    void nothingIsWrittenWhenTheOperatorSetLacksSomething() throws IOException {
        Model model = awkward(AWKWARD.replace("heat = Relu(inner)", "heat = Bernoulli(inner) \"new\""));
        assertThatThrownBy(() -> ExplainerFile.write(model, ExportSettings.defaults(), file()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Bernoulli \"new\"");
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
