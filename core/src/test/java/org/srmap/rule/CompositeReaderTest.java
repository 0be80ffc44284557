package org.srmap.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.operator.LayerKind;

class CompositeReaderTest {

    @Test
    void everyKeyIsRead() {
        Composite composite = CompositeReader.read("""
                name: mine
                initial: difference
                entries:
                  - {kind: conv, first: true, rule: box, low: [-1, -2.5, 0], high: [1, 2, 3], epsilon: 1e-7}
                  - {kind: [conv, Dense], range: [1, -2], rule: alpha_beta, alpha: 1.5, beta: 0.5, stabilizer: add}
                  - {operator: Gemm, last: true, rule: epsilon, epsilon: 0.1, stabilizer: clip, norm-scale: true}
                  - {node: "features.?*", index: -3, rule: gamma, gamma: 0.5, optional: true}
                  - {kind: max_pool, rule: average}
                """, "file.yaml");
        assertThat(composite.name()).isEqualTo("mine");
        assertThat(composite.initial()).isEqualTo(Initial.DIFFERENCE);
        assertThat(composite.entries())
                .containsExactly(
                        entry(
                                Set.of(LayerKind.CONV),
                                Set.of(),
                                null,
                                0,
                                0,
                                new Rule.Box(List.of(-1.0, -2.5, 0.0), List.of(1.0, 2.0, 3.0), Stabilizer.sign(1e-7)),
                                false),
                        entry(
                                Set.of(LayerKind.CONV, LayerKind.DENSE),
                                Set.of(),
                                null,
                                1,
                                -2,
                                new Rule.AlphaBeta(1.5, 0.5, Stabilizer.add(1e-6)),
                                false),
                        entry(
                                Set.of(),
                                Set.of("Gemm"),
                                null,
                                -1,
                                -1,
                                new Rule.Epsilon(new Stabilizer(0.1, Stabilizer.Mode.CLIP, true)),
                                false),
                        entry(Set.of(), Set.of(), "features.?*", -3, -3, new Rule.Gamma(0.5, Stabilizer.DEFAULT), true),
                        entry(
                                Set.of(LayerKind.MAX_POOL),
                                Set.of(),
                                null,
                                null,
                                null,
                                new Rule.AverageOfWindow(Stabilizer.DEFAULT),
                                false));
    }

    private static Composite.Entry entry(
            Set<LayerKind> kinds,
            Set<String> operators,
            String node,
            Integer from,
            Integer to,
            Rule rule,
            boolean optional) {
        return new Composite.Entry(new Composite.Match(kinds, operators, node, from, to), rule, optional);
    }

    @Test
    void jsonIsReadToo() {
        Composite yaml = CompositeReader.read("name: a\nentries: [{kind: conv, rule: z-plus}]", "a");
        Composite json =
                CompositeReader.read("{\"name\": \"a\", \"entries\": [{\"kind\":\"conv\",\"rule\":\"z-plus\"}]}", "b");
        assertThat(json).isEqualTo(yaml);
    }

    @Test
    void everyRuleHasZennitsDefaults() {
        Stabilizer s = Stabilizer.sign(1e-6);
        List<Rule> rules = List.of(
                new Rule.Epsilon(s),
                new Rule.ZPlus(s),
                new Rule.AlphaBeta(2, 1, s),
                new Rule.Gamma(0.25, s),
                new Rule.Box(null, null, s),
                new Rule.WSquare(s),
                new Rule.Flat(s),
                new Rule.Norm(s),
                new Rule.PositiveWeights(s),
                new Rule.ClampedWeights(s),
                new Rule.Pass(),
                new Rule.Gradient(),
                new Rule.Deconvnet(),
                new Rule.GuidedBackprop(),
                new Rule.AverageOfWindow(s));
        assertThat(rules).extracting(Rule::kind).containsExactly(RuleKind.values());
        for (Rule rule : rules) {
            Composite read = CompositeReader.read("entries: [{rule: " + rule.name() + "}]", "t");
            assertThat(read.entries().get(0).rule()).isEqualTo(rule);
            assertThat(read.initial()).isEqualTo(Initial.LOGIT);
        }
    }

    @Test
    void aBaseFollowsTheOwnEntriesAsOptional() {
        Composite read = CompositeReader.read("base: guided-backprop\nentries: [{kind: conv, rule: z-plus}]", "t");
        Composite base = Presets.named("guided-backprop");
        assertThat(read.initial()).isEqualTo(Initial.ONE);
        assertThat(read.entries()).hasSize(1 + base.entries().size());
        assertThat(read.entries().subList(1, read.entries().size()))
                .allMatch(Composite.Entry::optional)
                .extracting(Composite.Entry::rule)
                .isEqualTo(base.entries().stream().map(Composite.Entry::rule).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`just text` | f: a composite needs a list \"entries\"",
                "`` | f: a composite needs a list \"entries\"",
                "`[1, 2]` | f: a composite needs a list \"entries\"",
                "`entries: {rule: pass}` | f: a composite needs a list \"entries\"",
                "`{\"entries\": [` | f: not readable as YAML or JSON",
                "`entries: [{rule: pass}` | f: not readable as YAML or JSON",
                "`entry: []\nentries: []` | f: unknown key \"entry\"; choose from aliases, base, entries, initial, name",
                "`initial: two\nentries: []` | f: initial \"two\" is not one of logit, one, probability, difference, vector",
                "`base: nothing\nentries: []` | f: base: there is no preset \"nothing\"; choose from paper, epsilon-plus",
                "`entries: [pass]` | f: entry 1: an entry needs a \"rule\"",
                "`entries: [{rule: pass}, {kind: conv}]` | f: entry 2: an entry needs a \"rule\"",
                "`entries: [{rule: lrp}]` | f: entry 1: unknown rule \"lrp\"; choose from epsilon, z-plus, alpha-beta",
                "`entries: [{rule: epsilon, eps: 1}]` | f: entry 1: unknown key \"eps\"; choose from epsilon, first, index",
                "`entries: [{rule: pass, epsilon: 1}]` | f: entry 1: unknown key \"epsilon\"",
                "`entries: [{rule: pass, kind: convolution}]` | f: entry 1: kind \"convolution\" is not one of conv, dense",
                "`entries: [{rule: pass, kind: 3}]` | f: entry 1: kind is a name or a list of names, not 3",
                "`entries: [{rule: pass, operator: [Relu, 1]}]` | f: entry 1: operator is a name or a list of names",
                "`entries: [{rule: pass, node: [a]}]` | f: entry 1: node is a text, not [\"a\"]",
                "`entries: [{rule: pass, index: two}]` | f: entry 1: index: a whole number is needed, not \"two\"",
                "`entries: [{rule: pass, index: 1.5}]` | f: entry 1: index: a whole number is needed, not 1.5",
                "`entries: [{rule: pass, range: [1]}]` | f: entry 1: range is [first, last], not [1]",
                "`entries: [{rule: pass, range: [1, x]}]` | f: entry 1: range: a whole number is needed, not \"x\"",
                "`entries: [{rule: pass, first: 1}]` | f: entry 1: first is true or false, not 1",
                "`entries: [{rule: pass, first: true, last: true}]` | f: entry 1: only one of first, last, index and range",
                "`entries: [{rule: alpha-beta, alpha: 2, beta: 2}]` | f: entry 1: alpha-beta: alpha 2.0, beta 2.0; both must be",
                "`entries: [{rule: alpha-beta, alpha: 0.5, beta: -0.5}]` | f: entry 1: alpha-beta: alpha 0.5, beta -0.5",
                "`entries: [{rule: alpha-beta, alpha: x}]` | f: entry 1: alpha is not a number: \"x\"",
                "`entries: [{rule: alpha-beta, alpha: .nan}]` | f: not readable as YAML or JSON: Malformed numeric value",
                "`entries: [{rule: gamma, gamma: -1}]` | f: entry 1: gamma: -1.0; a finite number of at least 0 is needed",
                "`entries: [{rule: epsilon, epsilon: -1}]` | f: entry 1: epsilon: -1.0; a finite number of at least 0",
                "`entries: [{rule: epsilon, epsilon: 1e999}]` | f: entry 1: epsilon: Infinity; a finite number",
                "`entries: [{rule: epsilon, stabilizer: minus}]` | f: entry 1: stabilizer \"minus\" is not one of sign, clip, add",
                "`entries: [{rule: epsilon, norm-scale: 1}]` | f: entry 1: stabilizer: norm-scale is true or false, not 1",
                "`entries: [{rule: box, low: 1}]` | f: entry 1: box: low and high belong together",
                "`entries: [{rule: box, low: [1, 2], high: 3}]` | f: entry 1: box: 2 values of low and 1 of high",
                "`entries: [{rule: box, low: [a], high: [3]}]` | f: entry 1: low is not a number: \"a\"",
            })
    void whatIsWrongIsNamed(String text, String message) {
        assertThatThrownBy(() -> CompositeReader.read(text, "f"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aHugeTextIsRefused() {
        assertThatThrownBy(() -> CompositeReader.read(" ".repeat((1 << 20) + 1), "f"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("f: a composite of 1048577 characters");
    }
}
