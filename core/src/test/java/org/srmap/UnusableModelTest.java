package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.graph.Tensor;
import org.srmap.image.Preprocessing;
import org.srmap.model.Labels;
import org.srmap.rule.Presets;
import org.srmap.runtime.SessionSettings;

/** Whatever is done with a model that cannot be used: the same obstacles in the same words, and all of them at once. */
class UnusableModelTest {
    private static final String NAN = "NaN at element 3: relevance of such a model means nothing";
    private static final String CHANNELS = "the preprocessing gives 1 channels, but the model's input has 3";
    private static final String LABELS = "the model tells 10 classes apart, but there are 4 labels";
    private static final String LAYERS = "the model has no convolution: srmap explains convolutional classifiers";

    private static final String DENSE = """
            graph dense opset 17
            input x float[N,3,8,8]
            weight w float[192,10] = random 1
            f = Flatten(x)
            y = Gemm(f, w)
            output y float[N,10]
            """;

    private static Model dense() {
        return Model.of("dense", GraphText.parse(DENSE), null, "");
    }

    private static Model withNaN(Model model) {
        Graph graph = model.graph();
        Map<String, Tensor> weights = new LinkedHashMap<>(graph.weights());
        Map.Entry<String, Tensor> large = weights.entrySet().stream()
                .filter(e -> e.getValue().rank() > 1)
                .findFirst()
                .orElseThrow();
        float[] values = large.getValue().toFloats();
        values[3] = Float.NaN;
        weights.put(large.getKey(), Tensor.floats(large.getValue().shape(), values));
        return model.withGraph(graph.withNodes(graph.nodes(), weights));
    }

    private static Model gray(Model model) {
        Preprocessing p = model.effectivePreprocessing();
        return model.withPreprocessing(new Preprocessing(
                p.resize(), p.crop(), Preprocessing.Channels.L, p.scale(), List.of(0.5), List.of(0.5)));
    }

    private static Model fourLabels(Model model) {
        return model.withLabels(Labels.of(List.of("a", "b", "c", "d"), List.of()));
    }

    /** What can be done with a model. */
    private static Map<String, Consumer<Model>> uses() {
        return Map.of(
                "explain",
                model -> Explainer.open(model, ExplainerSettings.defaults()).close(),
                "explain by a baseline without proof",
                model -> Explainer.open(
                                model,
                                ExplainerSettings.defaults()
                                        .withPreset("occlusion")
                                        .withProof(false))
                        .close(),
                "export",
                model -> ExplainerFile.graph(model, ExportSettings.defaults()),
                "export without proof",
                model -> ExplainerFile.graph(model, ExportSettings.defaults().withProof(false)),
                "classify",
                model -> Classifier.open(model, SessionSettings.threads(1)).close(),
                "check",
                model -> {
                    ModelCheck check = ModelCheck.of(model, Presets.named(Presets.DEFAULT));
                    if (!check.problems().isEmpty()) {
                        throw new ModelException(check.problems());
                    }
                });
    }

    static Stream<Arguments> unusable() {
        Map<Model, List<String>> models = new LinkedHashMap<>();
        models.put(withNaN(Model.demo()), List.of(NAN));
        models.put(gray(Model.demo()), List.of(CHANNELS));
        models.put(fourLabels(Model.demo()), List.of(LABELS));
        models.put(dense(), List.of(LAYERS));
        models.put(withNaN(gray(fourLabels(Model.demo()))), List.of(CHANNELS, NAN, LABELS));
        models.put(withNaN(gray(fourLabels(dense()))), List.of(CHANNELS, NAN, LAYERS, LABELS));
        return uses().entrySet().stream()
                .flatMap(use -> models.entrySet().stream()
                        .map(m -> Arguments.of(use.getKey(), m.getValue(), use.getValue(), m.getKey())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("unusable")
    void isRefusedForAllThatIsWrong(String use, List<String> sentences, Consumer<Model> entry, Model model) {
        assertThatThrownBy(() -> entry.accept(model))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::reason)
                                .containsExactlyElementsOf(sentences));
    }

    @Test
    void nodesThatRelevanceDoesNotGetThroughAreListedBesideOtherObstacles() {
        Graph graph = GraphText.parse(DENSE.replace("Flatten(x)", "Flatten(s)").replace("f = ", "s = Sin(x)\nf = "));
        Model model = fourLabels(Model.of("dense", graph, null, ""));
        assertThatThrownBy(() -> Explainer.open(model, ExplainerSettings.defaults()))
                .hasMessageContaining(LAYERS)
                .hasMessageContaining("Sin \"s\"");
    }

    @Test
    void aWrongExplainerFileIsRefusedForAllThatIsWrong() {
        Graph graph = ExplainerFile.graph(Model.demo(), ExportSettings.defaults());
        Model file = ExplainerFile.opened(graph, "file", "");
        assertThatThrownBy(() -> Explainer.open(withNaN(gray(fourLabels(file))), ExplainerSettings.defaults()))
                .hasMessageContaining(NAN)
                .hasMessageContaining(CHANNELS)
                .hasMessageContaining(LABELS);
    }

    @Test
    void relevanceInsideOfAnExplainerFileIsRefused() {
        Graph graph = ExplainerFile.graph(Model.demo(), ExportSettings.defaults());
        Model file = ExplainerFile.opened(graph, "file", "");
        String node = graph.nodes().get(0).name();
        ExplainerSettings inside = ExplainerSettings.defaults().withRelevanceAt(List.of(node));
        assertThatThrownBy(() -> Explainer.open(file, inside))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("explain the model that it was made from");
    }

    @Test
    void anExplainerMayBeClosedTwiceAndSaysThatItIsClosed() {
        Explainer explainer =
                Explainer.open(Model.demo(), ExplainerSettings.defaults().withProof(false));
        explainer.close();
        explainer.close();
        assertThatThrownBy(() -> explainer.explain(List.of(), Target.top()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the explainer is closed");
    }
}
