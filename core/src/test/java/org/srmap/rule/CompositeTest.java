package org.srmap.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.Request;
import org.srmap.lrp.SmallNets;
import org.srmap.operator.LayerKind;

class CompositeTest {
    private static final Graph NET = SmallNets.concatenating();

    /** Nodes that a rule of its own finds by the conditions given, in order. */
    private static List<String> found(String conditions) {
        Composite composite = CompositeReader.read(
                "base: gradient\nentries: [{" + conditions + ", rule: w-square, optional: true}]", "t");
        Map<String, Rule> rules = composite.resolve(Layer.of(NET));
        assertThat(rules).hasSameSizeAs(Layer.of(NET));
        return rules.entrySet().stream()
                .filter(e -> e.getValue() instanceof Rule.WSquare)
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: conv | conv1 conv2 conv3 classifier",
                "kind: [max-pool, lrn] | lrn1 pool1",
                "operator: Concat | concat swap",
                "operator: [Split, ReduceMean] | split mean",
                "kind: relocation, operator: Concat | concat swap",
                "node: 'conv?' | conv1 conv2 conv3",
                "node: '*1' | conv1 relu1 lrn1 pool1",
                "node: 'c*r' | classifier",
                "node: 'conv.' | ",
                "node: '[a-z]*' | ",
                "node: '*2', kind: conv | conv2",
                "kind: conv, first: true | conv1",
                "kind: conv, last: true | classifier",
                "kind: conv, index: 1 | conv2",
                "kind: conv, index: -2 | conv3",
                "kind: conv, index: 4 | ",
                "kind: conv, index: -5 | ",
                "kind: conv, range: [1, 2] | conv2 conv3",
                "kind: conv, range: [-3, -2] | conv2 conv3",
                "kind: conv, range: [2, 99] | conv3 classifier",
                "kind: conv, range: [-99, 0] | conv1",
                "kind: conv, range: [2, 1] | ",
                "kind: conv, range: [7, 9] | ",
                "node: 'r*', range: [1, -1] | relu2 relu3",
            })
    void conditionsSelectLayers(String conditions, String nodes) {
        List<String> expected = nodes == null ? List.of() : List.of(nodes.split(" "));
        assertThat(found(conditions)).containsExactlyElementsOf(expected);
    }

    @Test
    void theFirstEntryThatMatchesWins() {
        Composite composite = Composite.named("mine")
                .rule(Composite.Match.node("conv2"), new Rule.Flat(Stabilizer.DEFAULT))
                .rule(Composite.Match.kinds(LayerKind.CONV).positions(1, 2), new Rule.WSquare(Stabilizer.DEFAULT))
                .otherwise(Presets.named("epsilon-plus"))
                .build();
        Map<String, Rule> rules = composite.resolve(Layer.of(NET));
        assertThat(rules.get("conv1")).isEqualTo(new Rule.ZPlus(Stabilizer.DEFAULT));
        assertThat(rules.get("conv2")).isEqualTo(new Rule.Flat(Stabilizer.DEFAULT));
        assertThat(rules.get("conv3")).isEqualTo(new Rule.WSquare(Stabilizer.DEFAULT));
        assertThat(rules.get("relu1")).isEqualTo(new Rule.Pass());
        assertThat(rules.get("concat")).isEqualTo(new Rule.Gradient());
    }

    @Test
    void anEntryThatMatchesNothingAndLayersWithoutARuleAreReportedTogether() {
        Composite composite = CompositeReader.read("""
                name: short
                entries:
                  - {node: conv9, rule: z-plus}
                  - {kind: conv, index: 7, rule: flat}
                  - {node: "conv*", rule: epsilon}
                """, "t");
        assertThatThrownBy(() -> composite.resolve(Layer.of(NET)))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problems()).hasSize(3))
                .hasMessageContaining("the entry \"node conv9: z-plus\" of the composite \"short\" matches no layer")
                .hasMessageContaining("the entry \"conv, positions 7 to 7: flat\"")
                .hasMessageContaining("Conv \"classifier\": the composite \"short\" has no rule for this conv layer");
    }

    @Test
    void aRuleThatDoesNotFitItsOperatorIsReportedForEveryNode() {
        Composite composite = CompositeReader.read("base: gradient\nentries: [{operator: Relu, rule: z-plus}]", "t");
        assertThatThrownBy(() -> RelevanceCompiler.compile(NET, Request.of(composite)))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problems()).hasSize(3))
                .hasMessageContaining("Relu \"relu2\": the rule z-plus does not apply to this operator");
    }

    @Test
    void aBoxOfOtherChannelsIsRefused() {
        Composite composite = CompositeReader.read(
                "base: epsilon\nentries: [{kind: conv, first: true, rule: box, low: [0, 0], high: [1, 1]}]", "t");
        assertThatThrownBy(() -> RelevanceCompiler.compile(NET, Request.of(composite)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the box rule has a range for 2 channels, but its input has 3");
    }
}
