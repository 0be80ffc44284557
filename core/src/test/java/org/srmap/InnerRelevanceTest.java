package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Tensor;
import org.srmap.rule.Initial;
import org.srmap.testing.Difference;

/** Relevance inside of the network, under conditions, and from other starts, with the demo model. */
class InnerRelevanceTest {
    private static final long SEED = 5;
    private static final int VALUES = 3 * 128 * 128;

    private final ExplainerSettings settings = ExplainerSettings.defaults()
            .withThreads(1)
            .withSaliency(null)
            .withProof(false)
            .withPreset("epsilon-plus");

    private static Tensor noise() {
        Random random = new Random(SEED);
        float[] values = new float[VALUES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.floats(new long[] {1, 3, 128, 128}, values);
    }

    private static Explanation explain(ExplainerSettings settings) {
        try (Explainer explainer = Explainer.open(Model.demo(), settings)) {
            return explainer.explainTensor("noise", noise(), Target.top()).get(0);
        }
    }

    @Test
    void relevanceOfNodesAgreesWithTheBooks() {
        Explanation e = explain(settings.withLedger(true).withRelevanceAt(List.of("conv8", "pool4", "dense")));
        assertThat(e.inner()).extracting(InnerRelevance::node).containsExactly("conv8", "pool4", "dense");
        assertThat(e.inner().get(0).shape()).containsExactly(160, 8, 8);
        assertThat(e.inner().get(2).shape()).containsExactly(10);
        for (InnerRelevance inner : e.inner()) {
            Conservation.Entry entry = e.conservation().nodes().stream()
                    .filter(n -> n.node().equals(inner.node()))
                    .findFirst()
                    .orElseThrow();
            assertThat(inner.sum()).as(inner.node()).isCloseTo(entry.in(), within(1e-4 * Math.abs(entry.in())));
        }
    }

    @Test
    void conditionsSplitRelevanceWithoutLoss() {
        float[] whole = explain(settings).relevance().values();
        RelevanceMask left = RelevanceMask.parse("conv5:region=0,0,5,16");
        RelevanceMask right = RelevanceMask.parse("conv5:region=5,0,16,16");
        float[] sum = explain(settings.withKept(List.of(left))).relevance().values();
        float[] rest = explain(settings.withKept(List.of(right))).relevance().values();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += rest[i];
        }
        assertThat(Difference.relative(sum, whole)).as("seed " + SEED).isLessThan(1e-4);
    }

    @Test
    void onlyTheChannelsAndRegionNamedKeepRelevance() {
        Explanation e = explain(settings.withRelevanceAt(List.of("conv8"))
                .withKept(List.of(
                        RelevanceMask.parse("conv8:channels=1,5,7"), RelevanceMask.parse("conv8:region=2,3,6,5"))));
        float[] values = e.inner().get(0).values();
        double kept = 0;
        for (int i = 0; i < values.length; i++) {
            int channel = i / 64;
            int y = i % 64 / 8;
            int x = i % 8;
            boolean inside = List.of(1, 5, 7).contains(channel) && x >= 2 && x < 6 && y >= 3 && y < 5;
            if (!inside) {
                assertThat(values[i])
                        .as("channel %d, x %d, y %d", channel, x, y)
                        .isZero();
            }
            kept += Math.abs(values[i]);
        }
        float[] all = explain(settings.withRelevanceAt(List.of("conv8")))
                .inner()
                .get(0)
                .values();
        assertThat(kept).isPositive();
        assertThat(values[64 + 3 * 8 + 2]).isEqualTo(all[64 + 3 * 8 + 2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conv8",
                "conv8:",
                "conv8:channels=",
                "conv8:channels=a",
                "conv8:region=1,2,3",
                "conv8:region=3,0,3,4"
            })
    void conditionsThatSayNothingAreRefused(String text) {
        assertThatThrownBy(() -> RelevanceMask.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void placesThatDoNotExistAreRefused() {
        assertThatThrownBy(() -> explain(settings.withRelevanceAt(List.of("conv88"))))
                .hasMessageContaining("no node \"conv88\"")
                .hasMessageContaining("conv8,");
        assertThatThrownBy(() -> explain(settings.withKept(List.of(RelevanceMask.parse("conv8:channels=160")))))
                .hasMessageContaining("0 to 159");
        assertThatThrownBy(() -> explain(settings.withKept(List.of(RelevanceMask.parse("conv8:region=0,0,9,8")))))
                .hasMessageContaining("8 x 8");
        assertThatThrownBy(() -> explain(settings.withKept(List.of(RelevanceMask.parse("dense:region=0,0,1,1")))))
                .hasMessageContaining("no region");
    }

    @Test
    void differenceIsRelevanceOfOneClassLessThatOfTheOther() {
        try (Explainer explainer = Explainer.open(Model.demo(), settings.withInitial(Initial.DIFFERENCE));
                Explainer plain = Explainer.open(Model.demo(), settings.withSeveralTargets(true))) {
            List<InputItem> items = explainer.items("noise", noise());
            Targets question = Targets.of(List.of(new Target.Index(3))).against(new Target.Index(6));
            Explanation difference = explainer.explain(items, question).get(0).get(0);
            List<List<Explanation>> both =
                    plain.explain(items, Targets.of(List.of(new Target.Index(3), new Target.Index(6))));
            float[] expected = both.get(0).get(0).relevance().values().clone();
            float[] other = both.get(1).get(0).relevance().values();
            for (int i = 0; i < expected.length; i++) {
                expected[i] -= other[i];
            }
            assertThat(Difference.relative(difference.relevance().values(), expected))
                    .isLessThan(1e-4);
            assertThat(difference.conservation().initial())
                    .isCloseTo((double) difference.logits()[3] - difference.logits()[6], within(1e-5));
        }
    }
}
