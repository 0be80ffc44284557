package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.operator.LayerKind;
import org.srmap.rule.Composite;
import org.srmap.rule.Initial;
import org.srmap.rule.InputRange;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;
import org.srmap.testing.Agreement;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.LinearMap;
import org.srmap.testing.LinearMaps;
import org.srmap.testing.RuleOracle;

/** A convolution between two ReLUs, where relevance is zero behind what the second one blocks. */
class VanishingTest {
    private static final Composite.Match DENSE = Composite.Match.kinds(LayerKind.DENSE);
    private static final Composite.Match ACTIVATION = Composite.Match.kinds(LayerKind.ACTIVATION);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rulesUnderAReluAreTheirFormulas(long seed) {
        Graph graph = graph(seed, "r");
        LinearMap map = LinearMaps.of(graph, graph.nodes().get(1), new int[] {3, 6, 6});
        Array x = Array.random(new Random(seed), 2, 3, 6, 6);
        Array start = Array.random(new Random(seed + 1), 2, 5);
        for (Rule rule : List.of(
                new Rule.Gamma(0.25, Stabilizer.DEFAULT),
                new Rule.Gamma(3, Stabilizer.sign(0.5)),
                new Rule.ZPlus(Stabilizer.DEFAULT),
                new Rule.AlphaBeta(2, 1, Stabilizer.DEFAULT),
                new Rule.Epsilon(Stabilizer.DEFAULT),
                new Rule.Epsilon(Stabilizer.sign(0.25)))) {
            Array arriving = tap(graph, rule, "r", x, start);
            Array given = tap(graph, rule, "a", x, start);
            for (int n = 0; n < 2; n++) {
                double[] a = Arrays.stream(x.row(n)).map(v -> Math.max(v, 0)).toArray();
                RuleOracle.Outcome expected = RuleOracle.apply(rule, map, a, arriving.row(n), InputRange.imagenet());
                assertThat(Agreement.inRoundings(given.row(n), expected))
                        .as(rule + ", seed " + seed)
                        .isLessThan(1);
            }
        }
    }

    /** Where something else reads the pre-activation too, both halves of gamma are needed: more operators. */
    @ParameterizedTest
    @ValueSource(longs = 1)
    void onlyReadersThatBlockCount(long seed) {
        Rule gamma = new Rule.Gamma(0.25, Stabilizer.DEFAULT);
        long blocked = nodes(graph(seed, "r"), gamma);
        long open = nodes(graph(seed, "z"), gamma);
        assertThat(blocked).isLessThan(open);
    }

    private static Graph graph(long seed, String read) {
        return GraphText.parse("graph t opset 17\n"
                + "input x float[N,3,6,6]\n"
                + "weight w float[4,3,3,3] = random " + seed + "\n"
                + "weight b float[4] = random " + (seed + 10) + "\n"
                + "weight v float[144,5] = random " + (seed + 20) + "\n"
                + "a = Relu(x)\n"
                + "z = Conv(a, w, b) {pads=[1,1,1,1]} \"layer\"\n"
                + "r = Relu(z)\n"
                + "f = Flatten(" + read + ") {axis=1}\n"
                + "y = Gemm(f, v)\n"
                + "output y float[N,5]\n");
    }

    private static Request request(Rule rule) {
        Composite composite = Composite.named("t")
                .rule(Composite.Match.node("layer"), rule)
                .rule(ACTIVATION, new Rule.Pass())
                .rule(DENSE, new Rule.Epsilon(Stabilizer.DEFAULT))
                .build();
        return Request.of(composite).withInitial(Initial.VECTOR);
    }

    private static Array tap(Graph graph, Rule rule, String value, Array x, Array start) {
        try (Explained explained = Explained.of(graph, request(rule).withTaps(List.of(value)))) {
            return explained.tapFromVector(x, start);
        }
    }

    private static long nodes(Graph graph, Rule rule) {
        return RelevanceCompiler.compile(graph, request(rule)).graph().nodes().size();
    }
}
