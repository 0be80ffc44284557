package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.export.ChangeOpset;
import org.srmap.export.RenameValues;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.Initial;
import org.srmap.lrp.Precision;
import org.srmap.lrp.Presets;
import org.srmap.model.Digest;
import org.srmap.model.Labels;
import org.srmap.onnx.OnnxReader;
import org.srmap.onnx.OnnxWriter;
import org.srmap.testing.Difference;
import org.srmap.testing.OnnxFile;

/** Explainer files of the demo model and of small ones: what they take and give, and that srmap reads them. */
class ExplainerFileTest {
    private static final int SIDE = 128;
    private static final int CLASSES = 10;

    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("explainer.onnx");
    }

    private static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Bytes N x H x W x 3 as N x C x H x W, as the preprocessing says; written apart from the graph's own lookup. */
    private static float[] tensor(byte[] rgb, int pictures, Preprocessing p) {
        int channels = p.channels().count();
        int pixels = rgb.length / 3 / pictures;
        float[] all = new float[pictures * channels * pixels];
        for (int n = 0; n < pictures; n++) {
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < pixels; i++) {
                    int at = 3 * (n * pixels + i);
                    int[] of = {rgb[at] & 255, rgb[at + 1] & 255, rgb[at + 2] & 255};
                    int value = switch (p.channels()) {
                        case RGB -> of[c];
                        case BGR -> of[2 - c];
                        case L -> (19595 * of[0] + 38470 * of[1] + 7471 * of[2] + 32768) >> 16;
                    };
                    all[(n * channels + c) * pixels + i] = (float)
                            ((value * p.scale() - p.mean().get(c)) / p.std().get(c));
                }
            }
        }
        return all;
    }

    private static List<Explanation> engine(Model model, float[] tensor, int pictures, ExplainerSettings settings) {
        Preprocessing.Size size = model.inputSize();
        long[] shape = {pictures, model.channels(), size.height(), size.width()};
        try (Explainer explainer =
                Explainer.open(model, settings.withSaliency(null).withThreads(1))) {
            return explainer.explainTensor("x", Tensor.floats(shape, tensor), Target.top());
        }
    }

    private static float[] part(float[] all, int pictures, int picture) {
        int each = all.length / pictures;
        return Arrays.copyOfRange(all, picture * each, (picture + 1) * each);
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
                assertThat(Difference.relative(part(out.get("relevance"), 2, i), e.relevance()))
                        .isLessThan(1e-5);
                float[] sums = e.relevancePerPixel();
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
                assertThat(Difference.relative(actual, e.relevance())).isLessThan(1e-5);
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

    /** One channel, channels last, and inner values that are called as the file's own. */
    private static final String AWKWARD = """
            graph awkward opset 13
            input target float[N,6,5,1]
            weight order int64[4] = 0 3 1 2
            weight w float[4,1,3,3] = random 1
            weight v float[3,120] = random 2
            weight flat int64[2] = 0 -1
            relevance = Transpose(target) {perm=[0,3,1,2]}
            inner = Conv(relevance, w) {pads=[1,1,1,1]}
            heat = Relu(inner)
            features = Reshape(heat, flat)
            logits = Gemm(features, v) {transB=1}
            other = Softmax(logits) {axis=1}
            output other float[N,3]
            """;

    private static Model awkward() {
        return awkward(AWKWARD);
    }

    private static Model awkward(String text) {
        Preprocessing gray = Preprocessing.fromJson("{\"channels\": \"L\", \"mean\": [0.4], \"std\": [0.3]}");
        Graph graph = new RenameValues(Map.of("inner", "input"))
                .apply(GraphText.parse(text))
                .graph();
        return Model.of("awkward", graph, null, "").withPreprocessing(gray);
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
                                expected.get(i).relevance()))
                        .isLessThan(1e-5);
                assertThat(Difference.relative(
                                part(out.get("logits"), 2, i), expected.get(i).logits()))
                        .isLessThan(1e-5);
            }
        }
        List<Explanation> loaded = engine(Model.read(file()), x, 2, settings);
        assertThat(Difference.relative(
                        loaded.get(1).relevance(), expected.get(1).relevance()))
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
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("\"nothing\"");
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
            assertThat(Difference.relative(actual, expected.relevance())).isLessThan(1e-5);
        }
        Explanation loaded =
                engine(Model.read(file()), x, 1, ExplainerSettings.defaults()).get(0);
        assertThat(Difference.relative(loaded.relevance(), expected.relevance()))
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
        assertThat(Difference.relative(actual.relevance(), expected.relevance()))
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
                                part(actual, 2, i), expected.get(i).relevance()))
                        .isLessThan(1e-6);
            }
        }
        Explanation loaded =
                engine(Model.read(file()), x, 2, ExplainerSettings.defaults()).get(1);
        assertThat(Difference.relative(loaded.relevance(), expected.get(1).relevance()))
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
