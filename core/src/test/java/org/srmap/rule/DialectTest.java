package org.srmap.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.lrp.LinearRuleOracleTest;
import org.srmap.operator.LayerKind;

/** Which rules a dialect changes; their formulas are checked with the other rules' in {@link LinearRuleOracleTest}. */
class DialectTest {
    private static final Graph NET = GraphText.parse("""
            graph net opset 17
            input x float[N,2,4,4]
            weight v0 float[3,2,1,1] = random 1
            weight v1 float[48,5] = random 2
            c = Conv(x, v0) "conv"
            r = Relu(c)
            f = Flatten(r) {axis=1}
            y = Gemm(f, v1) "dense"
            output y float[N,5]
            """);

    private static Map<String, Rule> rules(String json, Dialect dialect) {
        return CompositeReader.read(json, "test").in(dialect).resolve(Layer.of(NET));
    }

    @Test
    void theReferenceIsLeftAlone() {
        Composite preset = Presets.named("epsilon-plus");
        assertThat(preset.in(Dialect.ZENNIT)).isSameAs(preset);
    }

    @Test
    void innvestigateDropsTheBiasOfSignedRules() {
        String both = "{\"entries\": [{\"kind\": \"conv\", \"rule\": \"z-plus\"}, "
                + "{\"kind\": \"dense\", \"rule\": \"alpha-beta\"}]}";
        Map<String, Rule> rules = rules(both, Dialect.INNVESTIGATE);
        assertThat(rules.get("conv")).isEqualTo(new Rule.WithoutBias(new Rule.ZPlus(Stabilizer.DEFAULT)));
        assertThat(rules.get("dense")).isEqualTo(new Rule.WithoutBias(new Rule.AlphaBeta(2, 1, Stabilizer.DEFAULT)));
        assertThat(rules(both, Dialect.CAPTUM).get("conv")).isEqualTo(new Rule.ClampedWeights(Stabilizer.DEFAULT));
    }

    @Test
    void theToolboxDropsTheBiasOfSquares() {
        String json = "{\"entries\": [{\"kind\": [\"conv\", \"dense\"], \"rule\": \"w-square\"}]}";
        assertThat(rules(json, Dialect.LRP_TOOLBOX).get("conv"))
                .isEqualTo(new Rule.WithoutBias(new Rule.WSquare(Stabilizer.DEFAULT)));
        assertThat(rules(json, Dialect.INNVESTIGATE).get("conv")).isEqualTo(new Rule.WSquare(Stabilizer.DEFAULT));
    }

    @Test
    void onlyConvolutionsAreFlatInJulia() {
        Composite preset = Presets.named("epsilon-plus-flat");
        Composite.Match first = preset.in(Dialect.RELEVANCE_PROPAGATION_JL).entries().stream()
                .filter(e -> e.rule() instanceof Rule.Flat)
                .findFirst()
                .orElseThrow()
                .match();
        assertThat(first.kinds()).containsExactly(LayerKind.CONV);
    }

    @Test
    void aRuleInAFileMayLeaveTheBiasOut() {
        String json = "{\"entries\": [{\"kind\": [\"conv\", \"dense\"], \"rule\": \"z-plus\", \"bias\": false}]}";
        assertThat(rules(json, Dialect.ZENNIT).get("dense"))
                .isEqualTo(new Rule.WithoutBias(new Rule.ZPlus(Stabilizer.DEFAULT)));
        assertThatThrownBy(() -> new Rule.WithoutBias(new Rule.Epsilon(Stabilizer.DEFAULT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epsilon");
        assertThat(List.of(Dialect.values()))
                .extracting(Dialect::id)
                .contains("zennit", "relevance-propagation-jl", "lrp-toolbox");
    }
}
