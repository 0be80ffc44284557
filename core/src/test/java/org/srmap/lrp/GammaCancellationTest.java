package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
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

/** The gamma rule where contributions of both signs cancel, exactly and nearly, against its formula. */
class GammaCancellationTest {
    /** Outputs: 1 - 1 = 0, 1 - 1 + 2^-20, 1 - 1 - 2^-20, 0 (nothing arrives), 2 - 1, 1 - 2. */
    private static final Graph NET = GraphText.parse("""
            graph g opset 17
            input x float[N,3,1,1]
            weight w float[6,3,1,1] = 1 -1 0 1 -1 1 1 -1 -1 0 0 0 2 -1 0 1 -2 0
            z = Conv(x, w) "layer"
            y = Flatten(z) {axis=1}
            output y float[N,6]
            """);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1, 100})
    void isTheFormulaAndFinite(double gamma) {
        for (double epsilon : new double[] {0, 1e-6, 0.25}) {
            Rule rule = new Rule.Gamma(gamma, Stabilizer.sign(epsilon));
            for (float sign : new float[] {1, -1}) {
                Array x = new Array(new int[] {1, 3, 1, 1}, new double[] {sign, sign, sign * 0x1p-20});
                Array r = new Array(new int[] {1, 6}, new double[] {1, 2, -3, 4, 5, 6});
                Request request = Request.of(RuleCases.onLayer(rule))
                        .withInitial(Initial.VECTOR)
                        .withTaps(List.of("x"));
                LinearMap map = LinearMaps.of(NET, NET.nodes().get(0), new int[] {3, 1, 1});
                RuleOracle.Outcome expected = RuleOracle.apply(rule, map, x.row(0), r.row(0), InputRange.imagenet());
                try (Explained explained = Explained.of(NET, request)) {
                    double[] actual = explained.tapFromVector(x, r).row(0);
                    assertThat(actual)
                            .isNotEmpty()
                            .satisfies(a -> assertThat(Arrays.stream(a)).allMatch(Double::isFinite));
                    assertThat(Agreement.inRoundings(actual, expected))
                            .as("gamma %s, epsilon %s, sign %s", gamma, epsilon, sign)
                            .isLessThan(1);
                }
            }
        }
    }
}
