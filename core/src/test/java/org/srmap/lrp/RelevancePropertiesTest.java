package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.rule.Composite;
import org.srmap.rule.CompositeReader;
import org.srmap.rule.Initial;
import org.srmap.rule.InputRange;
import org.srmap.rule.Presets;
import org.srmap.testing.Agreement;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.PlainGraph;

/** What must hold whatever the numbers are. */
class RelevancePropertiesTest {
    private static final double TOLERANCE = 2e-5;

    static List<String> presets() {
        return Presets.names();
    }

    private static Request request(String preset) {
        return Request.of(Presets.named(preset)).withRange(new InputRange(List.of(-4.0), List.of(4.0)));
    }

    private static Array pictures(long seed, int count) {
        return Array.random(new Random(seed), count, 3, 8, 8);
    }

    private static void assertClose(double[] actual, double[] expected, String what) {
        assertThat(Agreement.relative(actual, expected)).as(what).isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void epsilonZeroWithoutBiasIsInputTimesGradient(long seed) {
        Composite lrp0 = CompositeReader.read("""
                entries:
                  - {kind: activation, rule: pass}
                  - {kind: average-pool, rule: norm, epsilon: 0}
                  - {kind: [conv, dense], rule: epsilon, epsilon: 0}
                """, "lrp-0");
        Array x = pictures(seed, 2);
        Array r = Array.random(new Random(seed + 100), 2, 5);
        Graph net = SmallNets.withoutBias();
        assertThat(net.weights()).hasSize(4);
        Array gradient = new PlainGraph(net).gradient(x, r);
        // relevance is the logits' share of what is wanted of the gradient
        Array logits = new PlainGraph(net).output(x);
        Array initial = Array.combine(logits, r, (a, b) -> a * b);
        try (Explained explained = Explained.of(net, Request.of(lrp0).withInitial(Initial.VECTOR))) {
            Array expected = Array.combine(x, gradient, (a, b) -> a * b);
            // up to 1e-4: without stabilizer a small denominator lets rounding through
            assertThat(Agreement.relative(explained.fromVector(x, initial).values(), expected.values()))
                    .as("seed " + seed)
                    .isLessThan(1e-4);
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void relevanceIsLinearInTheInitialRelevance(String preset) {
        boolean cuts = preset.equals("guided-backprop") || preset.equals("deconvnet");
        Array x = pictures(31, 2);
        Array r1 = Array.random(new Random(32), 2, 5).map(Math::abs);
        Array r2 = Array.random(new Random(33), 2, 5).map(v -> cuts ? 0.5 : v);
        Array both = Array.combine(r1, r2, (a, b) -> cuts ? 2 * a : 2 * a - 3 * b);
        try (Explained explained =
                Explained.of(SmallNets.sequential(), request(preset).withInitial(Initial.VECTOR))) {
            Array m1 = explained.fromVector(x, r1);
            Array m2 = explained.fromVector(x, r2);
            Array expected = Array.combine(m1, m2, (a, b) -> cuts ? 2 * a : 2 * a - 3 * b);
            assertClose(explained.fromVector(x, both).values(), expected.values(), preset);
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aBatchIsItsPicturesOneByOne(String preset) {
        Array x = pictures(41, 3);
        long[] targets = {4, -1, 0};
        for (Graph net : List.of(SmallNets.sequential(), SmallNets.residual(), SmallNets.concatenating())) {
            try (Explained explained = Explained.of(net, request(preset))) {
                Array batch = explained.forTargets(x, targets);
                for (int n = 0; n < 3; n++) {
                    Array one = explained.forTargets(new Array(new int[] {1, 3, 8, 8}, x.row(n)), targets[n]);
                    assertClose(batch.row(n), one.values(), preset + " picture " + n);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void severalTargetsShareOneForwardPass(String preset) {
        Array x = pictures(51, 2);
        long[] targets = {0, 3, -1, 2};
        long[] pictures = {1, 0, 1, 1};
        for (Graph net :
                List.of(SmallNets.sequential(), SmallNets.residual(), SmallNets.concatenating(), SmallNets.tokens())) {
            try (Explained one = Explained.of(net, request(preset).withLedger());
                    Explained several = Explained.of(
                            net, request(preset).withSeveralTargets().withLedger())) {
                Map<String, Tensor> asked = Map.of(
                        RelevanceGraph.TARGET, Tensor.longs(targets), RelevanceGraph.PICTURE, Tensor.longs(pictures));
                Map<String, Array> results = several.run(x, asked);
                Array maps = results.get(several.compiled().relevance());
                Array ledger = results.get(several.compiled().ledger());
                assertThat(maps.shape()).containsExactly(4, 3, 8, 8);
                for (int m = 0; m < 4; m++) {
                    Array picture = new Array(new int[] {1, 3, 8, 8}, x.row((int) pictures[m]));
                    Map<String, Array> single =
                            one.run(picture, Map.of(RelevanceGraph.TARGET, Tensor.longs(targets[m])));
                    assertClose(
                            maps.row(m), single.get(one.compiled().relevance()).values(), preset + " map " + m);
                    assertClose(
                            ledger.row(m), single.get(one.compiled().ledger()).values(), preset + " ledger " + m);
                }
            }
        }
    }

    @Test
    void permutedChannelsGivePermutedRelevance() {
        int[] order = {2, 0, 1};
        Graph net = SmallNets.sequential();
        float[] w = net.weight("w1").toFloats();
        float[] moved = new float[w.length];
        for (int i = 0; i < w.length; i++) {
            int[] at = Array.unravel(i, 6, 3, 3, 3);
            at[1] = order[at[1]];
            moved[i] = w[Array.ravel(at, 6, 3, 3, 3)];
        }
        Map<String, Tensor> weights = new java.util.LinkedHashMap<>(net.weights());
        weights.put("w1", Tensor.floats(new long[] {6, 3, 3, 3}, moved));
        Array x = pictures(61, 1);
        Array permuted = permuted(x, order);
        for (String preset : Presets.names()) {
            try (Explained a = Explained.of(net, request(preset));
                    Explained b = Explained.of(net.withNodes(net.nodes(), weights), request(preset))) {
                Array expected = permuted(a.forTargets(x, -1), order);
                assertClose(b.forTargets(permuted, -1).values(), expected.values(), preset);
            }
        }
    }

    private static Array permuted(Array x, int... order) {
        Array y = Array.zeros(x.shape());
        for (int i = 0; i < y.size(); i++) {
            int[] at = Array.unravel(i, x.shape());
            at[1] = order[at[1]];
            y.values()[i] = x.values()[Array.ravel(at, x.shape())];
        }
        return y;
    }
}
