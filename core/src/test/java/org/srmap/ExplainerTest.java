package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.srmap.draw.MapStyle;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.image.Photo;
import org.srmap.map.PixelMap;
import org.srmap.rule.Initial;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyParameters;
import org.srmap.testing.Difference;
import org.srmap.testing.Examples;

class ExplainerTest {
    private static final ExplainerSettings SETTINGS =
            ExplainerSettings.defaults().withThreads(1).withLedger(true);

    @Test
    void theDemoModelKnowsTheExamplesAndLooksAtThem() throws Exception {
        try (Explainer explainer = Explainer.open(Model.demo(), SETTINGS)) {
            for (String name : List.of("golf-ball", "church", "parachute")) {
                Explanation e = explainer.explain(Photo.read(Examples.path(name + ".png")));
                assertThat(e.target().label()).isEqualTo(name.replace('-', ' '));
                assertThat(e.target().probability()).isGreaterThan(0.8);
                assertThat(e.salient()).isNotNull();
                assertThat(e.salient().areas()).isNotEmpty();
                assertThat(e.salient().relevanceShare())
                        .as("relevance is concentrated in the areas of " + name)
                        .isGreaterThan(2 * e.salient().areaShare());
                assertThat(e.provenance().canonizationError()).isLessThan(1e-4);
                assertThat(e.provenance().assumptions()).isEmpty();
            }
        }
    }

    @Test
    void whatIsDrawnIsWhatTheSrStageSees() throws Exception {
        Photo photo = Photo.read(Examples.path("golf-ball.png"));
        try (Explainer explainer = Explainer.open(Model.demo(), SETTINGS)) {
            Explanation e = explainer.explain(photo);
            PixelMap seen = ExplanationPicture.content(e, photo.toImage(), MapStyle.usual())
                    .relevance()
                    .positive();
            ContextAwareSaliency stage = new ContextAwareSaliency(SaliencyParameters.defaults(), 1);
            assertThat(stage.map(seen.values(), seen.height(), seen.width(), 1))
                    .containsExactly(e.salient().map().values());
        }
    }

    @Test
    void booksBalanceAtEveryNode() throws Exception {
        try (Explainer explainer = Explainer.open(Model.demo(), SETTINGS)) {
            Conservation c = explainer
                    .explain(Photo.read(Examples.path("golf-ball.png")))
                    .conservation();
            assertThat(c.nodes()).hasSizeGreaterThan(15);
            for (Conservation.Entry entry : c.nodes()) {
                assertThat(entry.rest()).as(entry.toString()).isCloseTo(0, Offset.offset(1e-4 * Math.abs(c.initial())));
            }
            assertThat(c.nodes().get(c.nodes().size() - 1).out()).isCloseTo(c.input(), Offset.offset(1e-3));
        }
    }

    @Test
    void aBatchGivesWhatSinglePhotosGive() throws Exception {
        Photo golf = Photo.read(Examples.path("golf-ball.png"));
        Photo church = Photo.read(Examples.path("church.png"));
        try (Explainer explainer = Explainer.open(Model.demo(), SETTINGS)) {
            List<InputItem> items = List.of(
                    InputItem.of("golf", explainer.prepare(golf), 0),
                    InputItem.of("church", explainer.prepare(church), 0));
            List<Explanation> both = explainer.explain(items, Target.top());
            Explanation single = explainer.explain(church);
            assertThat(Difference.relative(
                            both.get(1).relevance().values(), single.relevance().values()))
                    .isLessThan(1e-5);
            assertThat(both.get(0).target().label()).isEqualTo("golf ball");
            assertThat(both.get(1).target().label()).isEqualTo("church");
        }
    }

    @Test
    void anyClassCanBeAskedFor() throws Exception {
        Photo golf = Photo.read(Examples.path("golf-ball.png"));
        try (Explainer explainer = Explainer.open(Model.demo(), SETTINGS.withSaliency(null))) {
            assertThat(explainer.explain(golf, Target.parse("church")).target().label())
                    .isEqualTo("church");
            assertThat(explainer.explain(golf, Target.parse("4")).target().index())
                    .isEqualTo(4);
            Explanation second = explainer.explain(golf, Target.parse("rank2"));
            assertThat(second.target().index()).isEqualTo(second.top().get(1).index());
            assertThat(second.conservation().initial())
                    .isCloseTo(second.target().logit(), Offset.offset(1e-5));
            assertThatThrownBy(() -> explainer.explain(golf, Target.parse("10")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no class 10");
            assertThatThrownBy(() -> explainer.explain(golf, Target.parse("mosque")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDifferenceSpeaksOfTwoClasses() throws Exception {
        Photo golf = Photo.read(Examples.path("golf-ball.png"));
        ExplainerSettings settings = SETTINGS.withSaliency(null).withInitial(Initial.DIFFERENCE);
        try (Explainer explainer = Explainer.open(Model.demo(), settings)) {
            Explanation e = explainer.explain(golf);
            double runnerUp = e.top().get(1).logit();
            assertThat(e.conservation().initial()).isCloseTo(e.target().logit() - runnerUp, Offset.offset(1e-5));
        }
    }

    @Test
    void modelsThatAreNoConvolutionalClassifierAreRefusedWithTheReason() {
        String dense = """
                graph dense opset 17
                input x float[N,3,8,8]
                weight w float[192,4] = random 1
                f = Flatten(x) {axis=1}
                y = MatMul(f, w)
                output y float[N,4]
                """;
        assertRefused(dense, "no convolution");
        String twoInputs = """
                graph two opset 17
                input x float[N,3,8,8]
                input z float[N,3,8,8]
                y = Add(x, z)
                output y float[N,3,8,8]
                """;
        assertRefused(twoInputs, "2 inputs (x, z)");
        String open = """
                graph open opset 17
                input x float[N,3,H,W]
                weight w float[4,3,3,3] = random 1
                c = Conv(x, w)
                g = GlobalAveragePool(c)
                y = Flatten(g) {axis=1}
                output y float[N,4]
                """;
        assertRefused(open, "leaves its size open");
        String notFinite = """
                graph nan opset 17
                input x float[N,3,8,8]
                weight w float[1,3,1,1] = 1 NaN 2
                c = Conv(x, w)
                g = GlobalAveragePool(c)
                y = Flatten(g) {axis=1}
                output y float[N,1]
                """;
        assertRefused(notFinite, "\"w\": NaN at element 1");
        String unsupported = """
                graph strange opset 17
                input x float[N,3,8,8]
                weight w float[4,3,3,3] = random 1
                a = Sin(x)
                c = Conv(a, w)
                d = Cos(c)
                g = GlobalAveragePool(d)
                y = Flatten(g) {axis=1}
                output y float[N,4]
                """;
        assertThatThrownBy(() -> openModel(unsupported))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Sin")
                .hasMessageContaining("Cos");
    }

    private static void assertRefused(String graph, String reason) {
        assertThatThrownBy(() -> openModel(graph))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(reason);
    }

    private static void openModel(String graph) {
        Model model = Model.of("test", GraphText.parse(graph), null, "");
        try (Explainer explainer = Explainer.open(model, SETTINGS)) {
            throw new AssertionError("opened a model of " + explainer.labels().size() + " classes");
        }
    }
}
