package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.rule.Composite;
import org.srmap.rule.CompositeReader;
import org.srmap.rule.Initial;
import org.srmap.rule.InputRange;
import org.srmap.rule.Presets;
import org.srmap.rule.Rule;
import org.srmap.testing.Agreement;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.LinearMap;
import org.srmap.testing.LinearMaps;
import org.srmap.testing.RuleOracle;

/** Rules on averages against their formula on the average's matrix, in double precision. */
class PoolRuleOracleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AveragePool | 3,6,6 | kernel_shape=[2,2], strides=[2,2]",
                "AveragePool | 3,7,6 | kernel_shape=[3,2], strides=[2,1]",
                "AveragePool | 2,6,7 | kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1]",
                "AveragePool | 2,6,7 | kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1], count_include_pad=1",
                "AveragePool | 2,5,6 | kernel_shape=[3,2], strides=[1,2], pads=[2,1,0,1], count_include_pad=1",
                "AveragePool | 2,6,8 | kernel_shape=[3,3], strides=[2,2], ceil_mode=1",
                "AveragePool | 2,6,8 | kernel_shape=[3,3], strides=[2,2], ceil_mode=1, count_include_pad=1",
                "AveragePool | 2,6,5 | kernel_shape=[3,3], strides=[2,2], pads=[1,0,0,1], ceil_mode=1",
                "AveragePool | 2,8,9 | kernel_shape=[3,2], strides=[2,2], pads=[1,0,1,0], ceil_mode=1, count_include_pad=1",
                "AveragePool | 3,9 | kernel_shape=[3], strides=[2], pads=[1,1]",
                "AveragePool | 2,4,4,4 | kernel_shape=[2,2,2], strides=[2,1,2]",
                "GlobalAveragePool | 3,4,5 |",
                "GlobalAveragePool | 4,1,1 |",
                "ReduceMean | 3,4,5 | axes=[2,3], keepdims=0",
                "ReduceMean | 3,4,5 | axes=[-1], keepdims=1",
                "ReduceMean | 3,4,5 | axes=[-1,-2], keepdims=0",
                "ReduceMean | 5,4 | axes=[1], keepdims=0",
            })
    void averagesFollowTheFormulas(String op, String in, String attributes) {
        int seed = Arrays.asList(op, in, attributes).hashCode() & 0xffff;
        SoftAssertions all = new SoftAssertions();
        for (boolean nonNegative : new boolean[] {false, true}) {
            Graph graph = graph(op, in, attributes == null ? "" : attributes, nonNegative);
            for (Rule rule : RuleCases.withoutWeights()) {
                all.assertThat(error(graph, rule, seed))
                        .as(rule + (nonNegative ? " after ReLU" : "") + ", seed " + seed + "\n" + graph)
                        .isLessThan(1);
            }
        }
        all.assertAll();
    }

    /** A convolution that changes nothing stands in front: a model without any is refused. */
    private static Graph graph(String op, String in, String attributes, boolean nonNegative) {
        String channels = in.substring(0, in.indexOf(','));
        String ones = "1" + ",1".repeat((int) in.chars().filter(c -> c == ',').count());
        String text = "graph t opset 17\n"
                + "input x float[N," + in + "]\n"
                + "weight w float[" + channels + "," + ones + "] ="
                + " 1".repeat(Integer.parseInt(channels)) + "\n"
                + "c = Conv(x, w) {group=" + channels + "}\n"
                + (nonNegative ? "a = Relu(c)\n" : "a = Identity(c)\n")
                + "z = " + op + "(a) {" + attributes + "} \"layer\"\n"
                + "y = Flatten(z) {axis=1}\n";
        int outputs = map(GraphText.parse(text + "output y float[N,1]\n")).outputs();
        return GraphText.parse(text + "output y float[N," + outputs + "]\n");
    }

    private static LinearMap map(Graph graph) {
        Node layer = graph.nodes().stream()
                .filter(n -> n.name().equals("layer"))
                .findFirst()
                .orElseThrow();
        long[] in = graph.inputs().get(0).shape().sizes();
        return LinearMaps.of(
                graph,
                layer,
                Arrays.stream(in).skip(1).mapToInt(Math::toIntExact).toArray());
    }

    private static double error(Graph graph, Rule rule, int seed) {
        LinearMap map = map(graph);
        Random random = new Random(seed);
        int[] shape = Arrays.stream(graph.inputs().get(0).shape().sizes())
                .mapToInt(Math::toIntExact)
                .toArray();
        shape[0] = 2;
        Array x = Array.random(random, shape);
        Array r = Array.random(random, 2, map.outputs());
        Request request =
                Request.of(RuleCases.onLayer(rule)).withInitial(Initial.VECTOR).withTaps(List.of("a"));
        boolean relu = graph.nodes().stream().anyMatch(n -> n.is("Relu"));
        double worst = 0;
        try (Explained explained = Explained.of(graph, request)) {
            Array actual = explained.tapFromVector(x, r);
            for (int n = 0; n < 2; n++) {
                double[] a = Arrays.stream(x.row(n))
                        .map(v -> relu ? Math.max(v, 0) : v)
                        .toArray();
                RuleOracle.Outcome expected = RuleOracle.apply(rule, map, a, r.row(n), InputRange.imagenet());
                worst = Math.max(worst, Agreement.inRoundings(actual.row(n), expected));
            }
        }
        return worst;
    }

    @ParameterizedTest
    @ValueSource(strings = {"z-plus", "alpha-beta", "gamma", "box", "w-square", "flat", "positive-weights", "pass"})
    void rulesThatNeedWeightsAreRefused(String name) {
        Graph graph = graph("AveragePool", "2,4,4", "kernel_shape=[2,2]", true);
        Composite composite = CompositeReader.read(
                "{\"base\": \"gradient\", \"entries\": [{\"node\": \"layer\", \"rule\": \"" + name + "\"}]}", "test");
        assertThatThrownBy(() -> RelevanceCompiler.compile(graph, Request.of(composite)))
                .isInstanceOf(ModelException.class)
                .hasMessage("AveragePool \"layer\": the rule " + name + " does not apply to this operator");
    }

    @Test
    void aModelWithoutWeightsIsRefused() {
        Graph graph = GraphText.parse("""
                graph t opset 17
                input x float[N,2,4,4]
                a = GlobalAveragePool(x)
                y = Flatten(a) {axis=1}
                output y float[N,2]
                """);
        assertThatThrownBy(() -> RelevanceCompiler.compile(graph, Request.of(Presets.named("gradient"))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no convolution and no dense layer");
        assertThat(RelevanceCompiler.unsupported(graph))
                .singleElement()
                .asString()
                .contains("no convolution");
    }
}
