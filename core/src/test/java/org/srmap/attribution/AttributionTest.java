package org.srmap.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.GraphText;
import org.srmap.lrp.Request;
import org.srmap.rule.Initial;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Difference;

/** What all methods have in common. */
class AttributionTest {
    private static final long SEED = 21;
    private final Network network = Nets.curved();
    private final List<float[]> pictures = Nets.pictures(3, network.values(), SEED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "epsilon-plus-flat",
                "gradient",
                "input-x-gradient",
                "smoothgrad:n=7",
                "integrated-gradients:steps=9",
                "grad-cam",
                "layer-cam",
                "occlusion:window=3",
                "rise:masks=11,cells=3"
            })
    void aBatchGivesWhatSingleRunsGive(String method) {
        Answer batch = Nets.explain(network, method, Question.of(pictures, ClassChoice.rank(1)));
        String more = method.contains(":") ? ",batch=2" : ":batch=2";
        Answer small = Methods.named(method) instanceof Lrp
                ? batch
                : Nets.explain(network, method + more, Question.of(pictures, ClassChoice.rank(1)));
        for (int i = 0; i < pictures.size(); i++) {
            Answer single = Nets.explain(network, method, Question.of(List.of(pictures.get(i)), ClassChoice.rank(1)));
            float[] expected = single.maps().get(0);
            assertThat(Difference.relative(batch.maps().get(i), expected))
                    .as("%s, picture %d of seed %d", method, i, SEED)
                    .isLessThan(1e-5);
            assertThat(Difference.relative(small.maps().get(i), expected)).isLessThan(1e-5);
            assertThat(batch.logits().get(i)).containsExactly(single.logits().get(0), within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smoothgrad:n=4", "rise:masks=9,cells=3"})
    void seedsMakeResultsThatCanBeRepeated(String method) {
        float[] once = Nets.explain(network, method + ",seed=5", Question.of(pictures, ClassChoice.index(1)))
                .maps()
                .get(0);
        float[] again = Nets.explain(network, method + ",seed=5", Question.of(pictures, ClassChoice.index(1)))
                .maps()
                .get(0);
        float[] other = Nets.explain(network, method + ",seed=6", Question.of(pictures, ClassChoice.index(1)))
                .maps()
                .get(0);
        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalClassesOfOnePictureGiveWhatSingleRunsGive(boolean shared) {
        Method lrp = Methods.named("epsilon-plus");
        for (Initial initial : List.of(Initial.LOGIT, Initial.PROBABILITY, Initial.DIFFERENCE)) {
            Request request = Nets.request(lrp, initial);
            // three ranks of picture 1, class 2 of picture 0
            int[] of = {1, 1, 1, 0};
            List<ClassChoice> targets =
                    List.of(ClassChoice.rank(1), ClassChoice.rank(2), ClassChoice.rank(3), ClassChoice.index(2));
            List<ClassChoice> others =
                    List.of(ClassChoice.rank(1), ClassChoice.index(1), ClassChoice.rank(1), ClassChoice.rank(2));
            Question all = new Question(pictures.subList(0, 2), of, targets, others, null);
            Answer together = Nets.explain(network, lrp, shared ? request.withSeveralTargets() : request, all);
            for (int i = 0; i < of.length; i++) {
                float[] logits = together.logits().get(i);
                int target = targets.get(i).in(logits);
                int other = others.get(i).besides(target, logits);
                if (other == target) {
                    continue;
                }
                Question one = new Question(
                        List.of(pictures.get(of[i])),
                        new int[1],
                        List.of(ClassChoice.index(target)),
                        List.of(ClassChoice.index(other)),
                        null);
                Answer alone = Nets.explain(network, lrp, request, one);
                assertThat(Difference.relative(
                                together.maps().get(i), alone.maps().get(0)))
                        .as("%s, map %d of seed %d", initial, i, SEED)
                        .isLessThan(1e-5);
                assertThat(together.initial().get(i)).isCloseTo(alone.initial().get(0), within(1e-5));
            }
        }
    }

    @Test
    void relevanceIsLinearInAGivenVector() {
        Method lrp = Methods.named("epsilon-plus");
        Request request = Nets.request(lrp, Initial.VECTOR);
        float[] vector = {0.5f, -2, 0, 1};
        Question whole = new Question(
                pictures, new int[] {0}, List.of(ClassChoice.rank(1)), List.of(ClassChoice.rank(1)), vector);
        float[] expected = new float[network.values()];
        for (int c = 0; c < vector.length; c++) {
            float[] single = new float[vector.length];
            single[c] = vector[c];
            Question part = new Question(
                    pictures, new int[] {0}, List.of(ClassChoice.rank(1)), List.of(ClassChoice.rank(1)), single);
            float[] map = Nets.explain(network, lrp, request, part).maps().get(0);
            for (int k = 0; k < map.length; k++) {
                expected[k] += map[k];
            }
        }
        Answer answer = Nets.explain(network, lrp, request, whole);
        assertThat(Difference.relative(answer.maps().get(0), expected)).isLessThan(1e-4);
        assertThat(answer.initial().get(0)).isCloseTo(-0.5, within(1e-6));
        Question wrong = new Question(
                pictures, new int[] {0}, List.of(ClassChoice.rank(1)), List.of(ClassChoice.rank(1)), new float[3]);
        assertThatThrownBy(() -> Nets.explain(network, lrp, request, wrong))
                .hasMessageContaining("3 numbers; the model has 4 classes");
    }

    @Test
    void picturesMayLieChannelsLastInTheNetwork() {
        String text = Nets.CURVED
                .replace("input x float[N,2,8,8]", "input z float[N,8,8,2]")
                .replace("c1 = ", "x = Transpose(z) {perm=[0,3,1,2]} \"turn\"\nc1 = ");
        var graph =
                Canonizer.canonize(GraphText.parse(text), List.of(8L, 8L, 2L)).graph();
        Network last = new Network(graph, 2, 8, 8, true, SessionSettings.threads(1));
        for (String method : List.of("epsilon-plus", "input-x-gradient", "occlusion:window=3", "grad-cam")) {
            float[] expected = Nets.explain(network, method, Question.of(pictures, ClassChoice.index(1)))
                    .maps()
                    .get(2);
            float[] actual = Nets.explain(last, method, Question.of(pictures, ClassChoice.index(1)))
                    .maps()
                    .get(2);
            assertThat(Difference.relative(actual, expected)).as(method).isLessThan(1e-5);
        }
    }

    @Test
    void anInterruptEndsTheWork() {
        Method method = Methods.named("rise:masks=100000,cells=3");
        try (Attribution attribution = method.open(network, Nets.request(method))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> attribution.explain(Question.of(pictures, ClassChoice.index(0))))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void namesCarryAllParameters() {
        assertThat(Methods.named("SmoothGrad:sigma=0.25").name()).isEqualTo("smoothgrad:n=20,sigma=0.25,seed=0");
        assertThat(Methods.named("epsilon_plus").name()).isEqualTo("epsilon-plus");
        List<String> all = new ArrayList<>(Methods.baselineNames());
        all.forEach(name -> assertThat(Methods.named(Methods.named(name).name()).name())
                .isEqualTo(Methods.named(name).name()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smoothgrad:m=3",
                "smoothgrad:n=0",
                "smoothgrad:n=x",
                "smoothgrad:sigma=-1",
                "smoothgrad:sigma=NaN",
                "integrated-gradients:rule=left",
                "integrated-gradients:baseline=white",
                "integrated-gradients:baseline=/no/such.npy",
                "rise:p=0",
                "rise:masks=1e9",
                "occlusion:window=-1",
                "grad-cam:layer",
                "smoothgrad:n=1,n=2",
                "nosuch"
            })
    void wrongParametersAreRefused(String text) {
        assertThatThrownBy(() -> Methods.named(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void baselinesRefuseWhatTheyCannotDo() {
        Method method = Methods.named("grad-cam");
        assertThatThrownBy(() -> method.open(network, Nets.request(method, Initial.LOGIT)))
                .hasMessageContaining("one, difference or a vector, not logit");
        assertThatThrownBy(() -> method.open(network, Nets.request(method).withTaps(List.of("r1"))))
                .hasMessageContaining("pixels only");
    }
}
