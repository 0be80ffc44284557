package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
import org.srmap.model.Labels;
import org.srmap.rule.Initial;
import org.srmap.rule.Presets;
import org.srmap.testing.Difference;
import org.srmap.testing.Running;
import org.srmap.testing.TextModel;

/** What is explained of a model with several outputs, or with outputs that are no scores, and what its probabilities are. */
class OutputsOfModelsTest {
    private static final String BODY = """
            input x float[N,3,6,6]
            weight w float[4,3,3,3] = random 1
            weight dense float[4,5] = random 2
            weight one float[4,1] = random 3
            c = Conv(x, w) {pads=[1,1,1,1]}
            r = Relu(c)
            g = GlobalAveragePool(r)
            f = Flatten(g)
            """;
    private static final String SCORES = BODY + "y = MatMul(f, dense)\n";
    private static final String SCORE = BODY + "y = MatMul(f, one)\n";
    private static final String NAMES = "weight names string[5]\n";
    private static final String PLAIN = head(17) + SCORES + "output y float[N,5]";

    private static String head(int opset) {
        return "graph g opset " + opset + "\n";
    }

    static Stream<Arguments> outputs() {
        String label = SCORES + "p = Softmax(y) {axis=1}\nk = ArgMax(p) {axis=1}\n";
        return Stream.of(
                Arguments.of("embedding first", SCORES + "output f float[N,4]\noutput y float[N,5]", "y"),
                Arguments.of("embedding last", SCORES + "output y float[N,5]\noutput f float[N,4]", "y"),
                Arguments.of("feature map first", SCORES + "output r float[N,4,6,6]\noutput y float[N,5]", "y"),
                Arguments.of(
                        "logits and probabilities",
                        label + "output y float[N,5]\noutput p float[N,5]\noutput k int64[N,1]",
                        "p"),
                Arguments.of("label alone", label + "output k int64[N,1]", "p"),
                Arguments.of("label first", label + "output k int64[N,1]\noutput p float[N,5]", "p"),
                Arguments.of("label cast", label + "z = Squeeze(k)\nl = Cast(z) {to=6}\noutput l int32[N]", "p"),
                Arguments.of(
                        "best three", SCORES + "weight n int64[1] = 3\nv, i = TopK(y, n)\noutput i int64[N,3]", "y"),
                Arguments.of(
                        "text of the label",
                        NAMES + label + "t = ai.onnx.ml::ArrayFeatureExtractor(names, k)\noutput t string[N,1]",
                        "p"),
                Arguments.of("text gathered", NAMES + label + "t = Gather(names, k)\noutput t string[N,1]", "p"),
                Arguments.of(
                        "map of probabilities",
                        label + "m = ai.onnx.ml::ZipMap(p) {classlabels_int64s=[0,1,2,3,4]}\noutput m map[...]",
                        "p"),
                Arguments.of(
                        "text and map",
                        NAMES + label
                                + "t = Gather(names, k)\nm = ai.onnx.ml::ZipMap(p) {classlabels_int64s=[0,1,2,3,4]}\n"
                                + "output t string[N,1]\noutput m map[...]",
                        "p"),
                Arguments.of(
                        "auxiliary head first",
                        SCORES + "weight d2 float[4,5] = random 9\naux = MatMul(f, d2)\noutput aux float[N,5]\n"
                                + "output y float[N,5]",
                        "y"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outputs")
    void theScoresAreExplained(String name, String text, String value) {
        Model model = TextModel.of(head(13) + text);
        assertThat(model.explained().outputs())
                .singleElement()
                .satisfies(v -> assertThat(v.name()).isEqualTo(value));
        Tensor picture = Running.random(new long[] {1, 3, 6, 6}, 4);
        Explanation explanation =
                TextModel.explain(model, "gradient", picture, 3).get(0);
        Graph plain = GraphText.parse(PLAIN);
        assertThat(Difference.relative(explanation.logits(), Running.plainly(plain, picture)))
                .isLessThan(1e-5);
        assertThat(Difference.relative(explanation.relevance().values(), TextModel.differences(plain, picture, 3)))
                .isLessThan(5e-3);
        if (text.split("output ").length > 2) {
            assertThat(explanation.provenance().assumptions())
                    .anySatisfy(note -> assertThat(note).contains("\"" + value + "\""));
        }
    }

    @Test
    void anOutputCanBeChosen() {
        Model model = TextModel.of(head(13) + SCORES + "output f float[N,4]\noutput y float[N,5]");
        Tensor picture = Running.random(new long[] {1, 3, 6, 6}, 4);
        assertThat(TextModel.explain(model.withOutput("f"), "gradient", picture, 0)
                        .get(0)
                        .logits())
                .hasSize(4);
        assertThat(TextModel.explain(model.withOutput("y"), "gradient", picture, 0)
                        .get(0)
                        .logits())
                .hasSize(5);
        assertThatThrownBy(() -> model.withOutput("z").choice())
                .isInstanceOf(ModelException.class)
                .hasMessage("the model has no output \"z\"; it has \"f\", \"y\"");
    }

    @Test
    void asManyScoresAsThereAreLabelsAreTaken() {
        String text = head(13) + SCORES + "weight d2 float[4,7] = random 9\nz = MatMul(f, d2)\n"
                + "output y float[N,5]\noutput z float[N,7]";
        Model model = TextModel.of(text);
        assertThat(model.explained().outputs().get(0).name()).isEqualTo("y");
        assertThat(model.withLabels(Labels.numbered(7))
                        .explained()
                        .outputs()
                        .get(0)
                        .name())
                .isEqualTo("z");
    }

    @Test
    void textThatNoScoresLeadToIsRefused() {
        Model model = TextModel.of(head(13) + SCORES + "t = Cast(y) {to=8}\noutput t string[N,5]");
        assertThat(ModelCheck.of(model, Presets.named(Presets.DEFAULT)).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.reason()).startsWith("the output \"t\" is of type string"));
    }

    static Stream<Arguments> probabilities() {
        List<Arguments> all = new ArrayList<>();
        add(all, "softmax", 13, SCORES + "p = Softmax(y) {axis=1}", 5);
        add(all, "softmax of operator set 11", 11, SCORES + "p = Softmax(y)", 5);
        add(all, "one score", 13, SCORE + "p = Sigmoid(y)", 1);
        add(all, "several labels", 13, SCORES + "p = Sigmoid(y)", 5);
        add(all, "guarded", 13, SCORES + """
                weight lo float[] = 0.0000001
                weight hi float[] = 0.9999999
                s = Sigmoid(y)
                p = Clip(s, lo, hi)
                """, 5);
        add(all, "guarded softmax", 13, SCORES + """
                weight lo float[] = 0.0000001
                weight hi float[] = 1
                s = Softmax(y) {axis=1}
                p = Clip(s, lo, hi)
                """, 5);
        String both = SCORE + "weight l float[] = 1\n";
        add(all, "two sides", 13, both + "s = Sigmoid(y)\nq = Sub(l, s)\np = Concat(q, s) {axis=1}", 2);
        add(
                all,
                "two sides, the other first",
                13,
                both + "s = Sigmoid(y)\nq = Sub(l, s)\np = Concat(s, q) {axis=-1}",
                2);
        add(
                all,
                "two sides by a negative",
                13,
                both + "s = Sigmoid(y)\nm = Neg(s)\nq = Add(m, l)\np = Concat(q, s) {axis=1}",
                2);
        add(
                all,
                "two sides by -1",
                13,
                both
                        + "weight m1 float[1] = -1\ns = Sigmoid(y)\nm = Mul(s, m1)\nq = Add(l, m)\np = Concat(q, s) {axis=1}",
                2);
        add(all, "sigmoid of two sides", 13, both + "m = Neg(y)\nz = Concat(m, y) {axis=1}\np = Sigmoid(z)", 2);
        add(all, "softmax of two sides", 13, both + "m = Neg(y)\nz = Concat(m, y) {axis=1}\np = Softmax(z)", 2);
        add(all, "two sigmoids", 13, both + "m = Neg(y)\ns = Sigmoid(y)\nt = Sigmoid(m)\np = Concat(t, s) {axis=1}", 2);
        return all.stream();
    }

    private static void add(List<Arguments> all, String name, int opset, String nodes, int classes) {
        all.add(Arguments.of(name, head(opset) + nodes + "\noutput p float[N," + classes + "]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("probabilities")
    void probabilitiesAreTheModelsOwn(String name, String text) {
        Tensor picture = Running.random(new long[] {1, 3, 6, 6}, 8);
        float[] own = Running.plainly(GraphText.parse(text), picture);
        Explanation explanation =
                TextModel.explain(TextModel.of(text), "epsilon", picture, 0).get(0);
        assertThat(explanation.logits()).hasSameSizeAs(own);
        for (ClassScore score : explanation.top()) {
            assertThat(score.probability()).isCloseTo(own[score.index()], within(1e-5));
        }
        assertThat(explanation.target().probability()).isCloseTo(own[0], within(1e-5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("probabilities")
    void theProbabilityIsWhereRelevanceCanStart(String name, String text) {
        Tensor picture = Running.random(new long[] {1, 3, 6, 6}, 8);
        float[] own = Running.plainly(GraphText.parse(text), picture);
        ExplainerSettings settings = ExplainerSettings.defaults()
                .withPreset("epsilon")
                .withInitial(Initial.PROBABILITY)
                .withSaliency(null)
                .withThreads(1);
        try (Explainer explainer = Explainer.open(TextModel.of(text), settings)) {
            Conservation sums = explainer
                    .explainTensor("x", picture, new Target.Index(own.length - 1))
                    .get(0)
                    .conservation();
            assertThat(sums.initial()).isCloseTo(own[own.length - 1], within(1e-5));
            assertThat(sums.input()).isCloseTo(sums.initial(), within(1e-3));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("probabilities")
    void whatSpeaksForOneSideSpeaksAgainstTheOther(String name, String text) {
        Tensor picture = Running.random(new long[] {1, 3, 6, 6}, 8);
        Model model = TextModel.of(text);
        float[] logits = TextModel.explain(model, "epsilon", picture, 0).get(0).logits();
        if (logits.length == 2) {
            float[] first = TextModel.explain(model, "epsilon", picture, 0)
                    .get(0)
                    .relevance()
                    .values();
            float[] second = TextModel.explain(model, "epsilon", picture, 1)
                    .get(0)
                    .relevance()
                    .values();
            assertThat(logits[0]).isEqualTo(-logits[1]);
            assertThat(Difference.correlation(first, second)).isLessThan(-0.9999);
        }
    }

    @ParameterizedTest
    @CsvSource({"NCHW-like, 4, '[N,5,1,1]'", "NHWC-like, 4, '[N,1,1,5]'"})
    void scoresMayLieOnAnyAxis(String name, int rank, String shape) {
        String target = shape.contains("5,1,1") ? "0 5 1 1" : "0 1 1 5";
        String axis = shape.contains("5,1,1") ? "1" : "3";
        String text = head(13) + SCORES + "weight to int64[4] = " + target
                + "\nz = Reshape(y, to)\np = Softmax(z) {axis=" + axis + "}\noutput p float" + shape;
        Tensor picture = Running.random(new long[] {1, 3, 6, 6}, 4);
        Explanation explanation =
                TextModel.explain(TextModel.of(text), "epsilon", picture, 3).get(0);
        assertThat(Difference.relative(explanation.logits(), Running.plainly(GraphText.parse(PLAIN), picture)))
                .isLessThan(1e-5);
    }

    @ParameterizedTest
    @CsvSource({"15, 'training_mode=1'", "14, 'training_mode=1, momentum=0.9'", "13, ''", "9, 'epsilon=0.001'"})
    void trainingModeIsNamed(int opset, String attributes) {
        String outputs = opset >= 14 ? "n, a, b" : "n, a, b, d, e";
        String text = head(opset)
                + BODY.replace(
                        "r = Relu(c)",
                        "weight s float[4] = 1 1 1 1\n" + outputs + " = BatchNormalization(c, s, s, s, s) {"
                                + attributes + "}\nr = Relu(n)")
                + "y = MatMul(f, dense)\noutput y float[N,5]";
        Model model = TextModel.of(text);
        assertThat(ModelCheck.of(model, Presets.named(Presets.DEFAULT)).problems())
                .singleElement()
                .satisfies(p ->
                        assertThat(p.toString()).startsWith("BatchNormalization \"n\": was exported in training mode"));
        assertThatThrownBy(() -> Explainer.open(model, ExplainerSettings.defaults()))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("BatchNormalization \"n\": was exported in training mode");
    }
}
