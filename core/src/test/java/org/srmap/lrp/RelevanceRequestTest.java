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
import org.srmap.rule.Composite;
import org.srmap.rule.Initial;
import org.srmap.rule.InputRange;
import org.srmap.rule.Presets;
import org.srmap.testing.Agreement;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.PlainGraph;

/** Where relevance starts, where it is asked for, and what is kept of it. */
class RelevanceRequestTest {
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

    /** A class that does not exist would otherwise have no relevance at all. */
    @ParameterizedTest
    @ValueSource(longs = {5, 1000, -6})
    void aClassThatDoesNotExistIsRefused(long target) {
        try (Explained explained = Explained.of(SmallNets.sequential(), request("epsilon-plus"))) {
            assertThat(explained.forTargets(pictures(72, 1), 4).values()).hasSize(192);
            assertThatThrownBy(() -> explained.forTargets(pictures(72, 1), target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the model cannot be run on this input");
        }
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
                    ? Map.of(RelevanceGraph.TARGET, Tensor.longs(-1, 3), RelevanceGraph.OTHER, Tensor.longs(-1, 1))
                    : Map.of(RelevanceGraph.TARGET, Tensor.longs(-1, 3));
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
            request = new Request(
                    secondHalf(whole),
                    Initial.VECTOR,
                    request.range(),
                    false,
                    false,
                    List.of(),
                    Map.of(),
                    false,
                    false);
        }
        Array expected;
        try (Explained cut = Explained.of(half, request)) {
            expected =
                    cut.fromVector(new Array(p1.shape(), Array.of(p1.toTensor()).values()), r);
        }
        Request tapped = request(preset).withInitial(Initial.VECTOR).withTaps(List.of("p1", "x"));
        try (Explained explained = Explained.of(net, tapped)) {
            Map<String, Array> all = explained.run(x, Map.of(RelevanceGraph.INITIAL, r.toTensor()));
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
                Map<String, Array> all = explained.run(x, Map.of(RelevanceGraph.INITIAL, r.toTensor()));
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
