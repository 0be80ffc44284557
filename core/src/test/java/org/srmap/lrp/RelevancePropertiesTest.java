package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
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
                Map<String, Tensor> asked =
                        Map.of(Compiled.TARGET, Tensor.longs(targets), Compiled.PICTURE, Tensor.longs(pictures));
                Map<String, Array> results = several.run(x, asked);
                Array maps = results.get(several.compiled().relevance());
                Array ledger = results.get(several.compiled().ledger());
                assertThat(maps.shape()).containsExactly(4, 3, 8, 8);
                for (int m = 0; m < 4; m++) {
                    Array picture = new Array(new int[] {1, 3, 8, 8}, x.row((int) pictures[m]));
                    Map<String, Array> single = one.run(picture, Map.of(Compiled.TARGET, Tensor.longs(targets[m])));
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

    @Test
    void initialRelevanceIsWhatItsNameSays() {
        Graph net = SmallNets.sequential();
        Array x = pictures(71, 2);
        double[][] logits = {
            new PlainGraph(net).output(x).row(0), new PlainGraph(net).output(x).row(1)
        };
        int[] others = {best(logits[0], best(logits[0], -1)), 1};
        int[] targets = {best(logits[0], -1), 3};
        for (Initial initial : List.of(Initial.LOGIT, Initial.ONE, Initial.PROBABILITY, Initial.DIFFERENCE)) {
            Request request = request("epsilon-plus").withInitial(initial).withTaps(List.of("y"));
            Map<String, Tensor> given = initial == Initial.DIFFERENCE
                    ? Map.of(Compiled.TARGET, Tensor.longs(-1, 3), Compiled.OTHER, Tensor.longs(-1, 1))
                    : Map.of(Compiled.TARGET, Tensor.longs(-1, 3));
            try (Explained explained = Explained.of(net, request)) {
                Array tap =
                        explained.run(x, given).get(explained.compiled().taps().get(0));
                for (int n = 0; n < 2; n++) {
                    double[] expected = at(targets[n], initialAt(initial, logits[n], targets[n]));
                    if (initial == Initial.DIFFERENCE) {
                        expected[others[n]] = -logits[n][others[n]];
                    }
                    assertClose(tap.row(n), expected, initial + " of picture " + n);
                }
            }
        }
    }

    private static double initialAt(Initial initial, double[] logits, int target) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(v -> Math.exp(v - largest)).sum();
        return switch (initial) {
            case ONE -> 1;
            case PROBABILITY -> Math.exp(logits[target] - largest) / sum;
            default -> logits[target];
        };
    }

    private static double[] at(int index, double value) {
        double[] all = new double[5];
        all[index] = value;
        return all;
    }

    private static int best(double[] values, int except) {
        int best = except == 0 ? 1 : 0;
        for (int i = 0; i < values.length; i++) {
            best = i != except && values[i] > values[best] ? i : best;
        }
        return best;
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aTapIsTheRelevanceOfTheNetCutThere(String preset) {
        Graph net = SmallNets.sequential();
        Array x = pictures(81, 2);
        Array r = Array.random(new Random(82), 2, 5);
        Request request = request(preset).withInitial(Initial.VECTOR);
        // the second half as a net of its own, its input named like the tap
        Graph half = GraphText.parse(GraphText.print(net)
                .replaceAll("weight \\w+ float\\[.*\n", "")
                .replaceAll("(c1|r1|p1) = .*\n", "")
                .replace("input x float[N,3,8,8]", "input p1 float[N,6,4,4]"));
        half = half.withNodes(half.nodes(), net.weights());
        Array p1 = new PlainGraph(net).run(x).get("p1");
        if (preset.endsWith("flat") || preset.endsWith("box")) {
            // the first layer of the second half is not the first of the net
            Composite whole = Presets.named(preset.endsWith("box") ? "epsilon-gamma-box" : preset);
            request =
                    new Request(secondHalf(whole), Initial.VECTOR, request.range(), false, false, List.of(), Map.of());
        }
        Array expected;
        try (Explained cut = Explained.of(half, request)) {
            expected =
                    cut.fromVector(new Array(p1.shape(), Array.of(p1.toTensor()).values()), r);
        }
        Request tapped = request(preset).withInitial(Initial.VECTOR).withTaps(List.of("p1", "x"));
        try (Explained explained = Explained.of(net, tapped)) {
            Map<String, Array> all = explained.run(x, Map.of(Compiled.INITIAL, r.toTensor()));
            List<String> taps = explained.compiled().taps();
            assertClose(all.get(taps.get(0)).values(), expected.values(), preset);
            assertThat(all.get(taps.get(1)).values())
                    .containsExactly(all.get(explained.compiled().relevance()).values());
        }
    }

    private static Composite secondHalf(Composite whole) {
        List<Composite.Entry> later =
                whole.entries().stream().filter(e -> e.match().from() == null).toList();
        return new Composite(whole.name(), later, whole.initial());
    }

    @Test
    void aMaskKeepsWhatItSays() {
        Graph net = SmallNets.sequential();
        Array x = pictures(91, 2);
        Array r = Array.random(new Random(92), 2, 5);
        Request request = request("epsilon-plus").withInitial(Initial.VECTOR);
        float[][] halves = {{1, 1, 0, 0, 0, 1}, {0, 0, 1, 1, 1, 0}};
        Array[] parts = new Array[2];
        for (int i = 0; i < 2; i++) {
            Tensor mask = Tensor.floats(new long[] {6, 1, 1}, halves[i]);
            Request masked = request.withMasks(Map.of("r1", mask)).withTaps(List.of("r1"));
            try (Explained explained = Explained.of(net, masked)) {
                Map<String, Array> all = explained.run(x, Map.of(Compiled.INITIAL, r.toTensor()));
                parts[i] = all.get(explained.compiled().relevance());
                double[] tap = all.get(explained.compiled().taps().get(0)).values();
                for (int k = 0; k < tap.length; k++) {
                    assertThat(tap[k] == 0 || halves[i][k / 64 % 6] == 1).isTrue();
                }
            }
        }
        try (Explained explained = Explained.of(net, request)) {
            Array sum = Array.combine(parts[0], parts[1], Double::sum);
            assertClose(sum.values(), explained.fromVector(x, r).values(), "both halves together");
        }
    }

    @Test
    void tapsAndMasksThatFitNothingAreRefused() {
        Graph net = SmallNets.residual();
        Request request = request("epsilon-plus");
        assertThatThrownBy(() -> RelevanceCompiler.compile(net, request.withTaps(List.of("nowhere"))))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model computes no value called \"nowhere\"");
        assertThatThrownBy(() -> RelevanceCompiler.compile(net, request.withTaps(List.of("t"))))
                .isInstanceOf(ModelException.class)
                .hasMessage("no relevance arrives at \"t\"");
        Tensor mask = Tensor.floats(new long[] {5}, new float[5]);
        assertThatThrownBy(() -> RelevanceCompiler.compile(net, request.withMasks(Map.of("nowhere", mask))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no value called \"nowhere\"");
        assertThatThrownBy(() -> RelevanceCompiler.compile(net, request.withMasks(Map.of("r1", mask))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the mask float[5] does not fit the value \"r1\" [N,6,4,4]");
    }
}
