package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Tensor;
import org.srmap.operator.LayerKind;
import org.srmap.rule.Initial;
import org.srmap.rule.InputRange;
import org.srmap.rule.Layer;
import org.srmap.rule.Presets;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.PlainGraph;

/** The books: relevance in = out + what bias and stabilizer took + the business of rules that do not conserve. */
class LedgerTest {
    /** Rounding of sums in float32, relative to the sum of absolute relevance at the node. */
    private static final double ROUNDING = 2e-6;

    static Stream<Arguments> presetsAndNets() {
        return Presets.names().stream()
                .flatMap(p -> Stream.of("sequential", "residual", "concatenating", "tokens")
                        .map(net -> Arguments.of(p, net)));
    }

    static Graph net(String name) {
        return switch (name) {
            case "sequential" -> SmallNets.sequential();
            case "residual" -> SmallNets.residual();
            case "concatenating" -> SmallNets.concatenating();
            default -> SmallNets.tokens();
        };
    }

    private record Row(double in, double out, double bias, double stabilizer) {
        double rest() {
            return in - out - bias - stabilizer;
        }
    }

    private static Row row(Array ledger, int picture, int node) {
        double[] v = Arrays.copyOfRange(ledger.row(picture), 4 * node, 4 * node + 4);
        return new Row(v[0], v[1], v[2], v[3]);
    }

    @ParameterizedTest
    @MethodSource("presetsAndNets")
    void theBooksBalance(String preset, String net) {
        Graph graph = net(net);
        Request request = Request.of(Presets.named(preset)).withRange(new InputRange(List.of(-4.0), List.of(4.0)));
        Map<String, Rule> rules = request.composite().resolve(Layer.of(graph));
        List<String> nodes =
                RelevanceCompiler.compile(graph, request.withLedger()).ledgerNodes();
        List<String> taps =
                nodes.stream().map(n -> node(graph, n).node().output()).toList();
        Array x = Array.random(new Random(7), 2, 3, 8, 8);
        SoftAssertions all = new SoftAssertions();
        try (Explained explained = Explained.of(graph, request.withLedger().withTaps(taps))) {
            Map<String, Array> results = explained.run(x, Map.of(RelevanceGraph.TARGET, Tensor.longs(-1, 3)));
            Array ledger = results.get(explained.compiled().ledger());
            assertThat(ledger.shape()).containsExactly(2, nodes.size(), 4);
            double[] lost = new double[2];
            for (int n = 0; n < 2; n++) {
                for (int i = 0; i < nodes.size(); i++) {
                    Row row = row(ledger, n, i);
                    Layer layer = node(graph, nodes.get(i));
                    double[] arriving =
                            results.get(explained.compiled().taps().get(i)).row(n);
                    double size = Arrays.stream(arriving).map(Math::abs).sum();
                    if (layer.node().outputs().size() == 1) {
                        all.assertThat(row.in())
                                .as(preset + " in of " + nodes.get(i))
                                .isCloseTo(Arrays.stream(arriving).sum(), Offset.offset(ROUNDING * size));
                    }
                    if (conserves(layer, rules.get(nodes.get(i)))) {
                        all.assertThat(row.rest())
                                .as(preset + " rest of " + nodes.get(i) + " " + row)
                                .isCloseTo(0, Offset.offset(ROUNDING * scale(row, size)));
                    }
                    lost[n] += row.in() - row.out();
                }
                double arrived = Arrays.stream(
                                results.get(explained.compiled().relevance()).row(n))
                        .sum();
                double initial = row(ledger, n, 0).in();
                double size = Math.abs(initial) + Math.abs(arrived) + Math.abs(lost[n]);
                all.assertThat(initial - lost[n])
                        .as(preset + " from the logit to the picture")
                        .isCloseTo(arrived, Offset.offset(1e-4 * size));
            }
        }
        all.assertAll();
    }

    /** What the books of alpha-beta add up can be larger than what arrives. */
    private static double scale(Row row, double size) {
        return size + 10 * (Math.abs(row.bias()) + Math.abs(row.stabilizer()) + Math.abs(row.out()));
    }

    private static Layer node(Graph graph, String name) {
        return Layer.of(graph).stream()
                .filter(l -> l.node().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All rules, except for the gradient where it is not a mere relocation, and those that cut something off. */
    private static boolean conserves(Layer layer, Rule rule) {
        boolean moves = List.of(LayerKind.RELOCATION, LayerKind.MAX_POOL, LayerKind.AVERAGE_POOL)
                .contains(layer.kind());
        return !(rule instanceof Rule.Deconvnet || rule instanceof Rule.GuidedBackprop)
                && (moves || !(rule instanceof Rule.Gradient));
    }

    private static final String LAYER = """
            graph t opset 17
            input x float[N,2,4,4]
            weight w float[3,2,3,3] = random 5
            weight b float[3] = 0.5 -1 0
            z = Conv(x, w, b) {pads=[1,1,1,1]} "layer"
            y = Flatten(z) {axis=1}
            output y float[N,48]
            """;

    private static Row book(Graph graph, Rule rule, Array x, Array r) {
        Request request =
                Request.of(RuleCases.onLayer(rule)).withInitial(Initial.VECTOR).withLedger();
        try (Explained explained = Explained.of(graph, request)) {
            Map<String, Array> results = explained.run(x, Map.of(RelevanceGraph.INITIAL, r.toTensor()));
            int index = explained.compiled().ledgerNodes().indexOf("layer");
            return row(results.get(explained.compiled().ledger()), 0, index);
        }
    }

    @Test
    void biasAndStabilizerTakeTheirSharesUnderEpsilon() {
        Graph graph = GraphText.parse(LAYER);
        Random random = new Random(3);
        Array x = Array.random(random, 1, 2, 4, 4);
        Array r = Array.random(random, 1, 48);
        double[] z = new PlainGraph(graph).output(x).values();
        double[] b = {0.5, -1, 0};
        double bias = 0;
        double stabilizer = 0;
        double size = 0;
        for (int j = 0; j < z.length; j++) {
            double s = z[j] + (z[j] < 0 ? -0.25 : 0.25);
            bias += b[j / 16] * r.values()[j] / s;
            stabilizer += (s - z[j]) * r.values()[j] / s;
            size += Math.abs(r.values()[j]);
        }
        Row row = book(graph, new Rule.Epsilon(Stabilizer.sign(0.25)), x, r);
        assertThat(row.bias()).isCloseTo(bias, Offset.offset(1e-5 * size));
        assertThat(row.stabilizer()).isCloseTo(stabilizer, Offset.offset(1e-5 * size));
    }

    @Test
    void whereNothingWasAddedUpTheStabilizerTakesAll() {
        Graph graph = GraphText.parse(LAYER.replace(", b)", ")"));
        Array x = Array.zeros(1, 2, 4, 4);
        Array r = Array.random(new Random(4), 1, 48);
        double sum = Arrays.stream(r.values()).sum();
        for (Rule rule : List.of(
                new Rule.Epsilon(Stabilizer.sign(0)),
                new Rule.Epsilon(Stabilizer.DEFAULT),
                new Rule.Epsilon(new Stabilizer(1e-3, Stabilizer.Mode.CLIP, false)),
                new Rule.ZPlus(Stabilizer.DEFAULT),
                new Rule.AlphaBeta(2, 1, Stabilizer.DEFAULT))) {
            Row row = book(graph, rule, x, r);
            assertThat(row.out()).as(rule.name()).isZero();
            assertThat(row.stabilizer()).as(rule.name()).isCloseTo(sum, Offset.offset(1e-4));
        }
        Row clipped = book(graph, new Rule.Gamma(0.25, Stabilizer.DEFAULT), x, r);
        assertThat(clipped.out()).isZero();
        assertThat(clipped.stabilizer()).isZero();
        assertThat(clipped.rest()).as("cut off by gamma").isCloseTo(sum, Offset.offset(1e-4));
    }

    @Test
    void aNormScaledStabilizerLetsNothingThroughWhereAllIsZero() {
        Graph graph = GraphText.parse(LAYER.replace(", b)", ")"));
        Array r = Array.random(new Random(4), 1, 48);
        for (Stabilizer.Mode mode : Stabilizer.Mode.values()) {
            Rule rule = new Rule.Epsilon(new Stabilizer(0.1, mode, true));
            Row row = book(graph, rule, Array.zeros(1, 2, 4, 4), r);
            assertThat(row.out()).isZero();
            assertThat(row.rest()).isCloseTo(0, Offset.offset(1e-4));
        }
    }

    @Test
    void aConstantBranchOfASumIsItsBias() {
        Graph graph = GraphText.parse("""
                graph t opset 17
                input x float[N,2,3]
                weight w float[3,3] = random 2
                weight k float[2,3] = random 8
                d = MatMul(x, w) "dense"
                e = Tanh(x) "tanh"
                z = Sum(d, e, k) "layer"
                y = Flatten(z) {axis=1}
                output y float[N,6]
                """);
        Array x = Array.random(new Random(5), 1, 2, 3);
        Array r = Array.random(new Random(6), 1, 6);
        double[] z = new PlainGraph(graph).output(x).values();
        double[] k = Array.of(graph.weight("k")).values();
        List<Double> shares = new ArrayList<>();
        for (int j = 0; j < 6; j++) {
            shares.add(k[j] * r.values()[j] / (z[j] + Math.copySign(0.25, z[j])));
        }
        Row row = book(graph, new Rule.Norm(Stabilizer.sign(0.25)), x, r);
        assertThat(row.bias()).isCloseTo(shares.stream().mapToDouble(v -> v).sum(), Offset.offset(1e-5));
        assertThat(row.rest()).isCloseTo(0, Offset.offset(1e-5));
    }
}
