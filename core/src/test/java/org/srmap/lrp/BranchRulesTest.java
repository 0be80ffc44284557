package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.rule.Initial;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;
import org.srmap.testing.Agreement;
import org.srmap.testing.Array;
import org.srmap.testing.Explained;
import org.srmap.testing.PlainGraph;

/** Rules where branches meet, and on operators without weights, against their formulas. */
class BranchRulesTest {
    private static final double TOLERANCE = 1e-5;
    private static final Array X = Array.random(new Random(21), 2, 3, 4, 4);

    /** a and b, c come from the picture x; z is made of them by the lines given. */
    private static Graph graph(String lines) {
        String text = "graph t opset 17\ninput x float[N,3,4,4]\nweight w float[3,3,1,1] = random 1\n"
                + "weight v float[3,3,1,1] = random 2\na = Conv(x, w)\nb = Conv(x, v)\nc = GlobalAveragePool(b)\n"
                + lines + "\ny = Flatten(z) {axis=1}\noutput y float[N,";
        int outputs = new PlainGraph(GraphText.parse(text + "1]")).output(X).rowSize();
        return GraphText.parse(text + outputs + "]");
    }

    private static Map<String, Array> forward(Graph graph) {
        return new PlainGraph(graph).run(X);
    }

    private static Array initial(Graph graph) {
        return Array.random(new Random(22), forward(graph).get("y").shape());
    }

    /** Relevance of a value under the composite that gives the node "layer" the rule. */
    private static double[] actual(Graph graph, Rule rule, String value) {
        Request request =
                Request.of(RuleCases.onLayer(rule)).withInitial(Initial.VECTOR).withTaps(List.of(value));
        try (Explained explained = Explained.of(graph, request)) {
            Array tap = explained.tapFromVector(X, initial(graph));
            assertThat(tap.shape()).isEqualTo(forward(graph).get(value).shape());
            return tap.values();
        }
    }

    private static Array stabilized(Array z, DoubleUnaryOperator s) {
        return z.map(s);
    }

    private static void assertClose(double[] actual, Array expected, String what) {
        assertThat(Agreement.relative(actual, expected.values())).as(what).isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"Add, a, b", "Add, b, a", "Add, a, c", "Add, c, a", "Sum, a, b", "Sum, c, b", "Sub, a, b", "Sub, c, a"})
    void aSumIsSharedInProportion(String op, String left, String right) {
        Graph graph = graph("z = " + op + "(" + left + ", " + right + ") \"layer\"");
        Map<String, Array> values = forward(graph);
        Array z = values.get("z");
        Array r = initial(graph).reshaped(z.shape());
        Array s = stabilized(z, v -> v + (v < 0 ? -0.5 : 0.5));
        Array share = Array.combine(r, s, (p, q) -> p / q);
        Rule rule = new Rule.Norm(Stabilizer.sign(0.5));
        for (int i = 0; i < 2; i++) {
            String operand = i == 0 ? left : right;
            double sign = op.equals("Sub") && i == 1 ? -1 : 1;
            Array whole = Array.combine(values.get(operand), share, (p, q) -> sign * p * q);
            Array expected = whole.unbroadcast(values.get(operand).shape());
            if (operand.equals("b") && (left.equals("c") || right.equals("c"))) {
                continue; // b gets relevance from c as well
            }
            assertClose(actual(graph, rule, operand), expected, op + " " + operand);
        }
    }

    @Test
    void anAdditionOfAValueToItselfGivesItAll() {
        Graph graph = graph("z = Add(a, a) \"layer\"");
        Array expected = initial(graph).reshaped(forward(graph).get("a").shape());
        assertClose(actual(graph, new Rule.Norm(Stabilizer.sign(1e-9)), "a"), expected, "a + a");
    }

    @Test
    void aSumOfThreeBranchesAndAConstant() {
        Graph graph = graph("weight k float[3,1,1] = 1 -2 3\nt = Tanh(a)\nz = Sum(t, b, k) \"layer\"");
        Map<String, Array> values = forward(graph);
        Array r = initial(graph).reshaped(values.get("z").shape());
        Array share = Array.combine(r, values.get("z"), (p, q) -> p / (q + (q < 0 ? -0.5 : 0.5)));
        Rule rule = new Rule.Epsilon(Stabilizer.sign(0.5));
        for (String branch : List.of("t", "b")) {
            Array expected = Array.combine(values.get(branch), share, (p, q) -> p * q);
            assertClose(actual(graph, rule, branch), expected, branch);
        }
    }

    @ParameterizedTest
    @CsvSource({"a, g", "g, a"})
    void aGateGetsNothingAndTheSignalAll(String left, String right) {
        Graph graph = graph("g = Sigmoid(c)\nz = Mul(" + left + ", " + right + ") \"layer\"");
        Array r = initial(graph);
        assertClose(actual(graph, new Rule.Pass(), "a"), r, "signal");
        // all that arrives at x comes through a
        Array through = Array.zeros(X.shape());
        double[] w = Array.of(graph.weight("w")).values();
        for (int i = 0; i < X.size(); i++) {
            int[] at = Array.unravel(i, X.shape());
            for (int o = 0; o < 3; o++) {
                int[] from = at.clone();
                from[1] = o;
                through.values()[i] += w[3 * o + at[1]] * r.values()[Array.ravel(from, X.shape())];
            }
        }
        assertClose(actual(graph, new Rule.Pass(), "x"), through, "picture");
    }

    @Test
    void theSmallerFactorIsTheGateAndEqualOnesShare() {
        Graph small = graph("z = Mul(a, c) \"layer\"");
        assertClose(actual(small, new Rule.Pass(), "a"), initial(small), "larger factor");
        Graph equal = graph("z = Mul(a, b) \"layer\"");
        assertClose(actual(equal, new Rule.Pass(), "a"), initial(equal).map(v -> v / 2), "half");
        assertClose(actual(equal, new Rule.Pass(), "b"), initial(equal).map(v -> v / 2), "half");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weight k float[3,1,1] = 1 -2 3 | z = Mul(a, k)",
                "weight k float[3,1,1] = 1 -2 3 | z = Div(a, k)",
                "weight k float[3,1,1] = 1 -2 3 | z = Add(a, k)",
                "weight k float[3,1,1] = 1 -2 3 | z = Sub(k, a)",
                "weight k float[3] = 1 0.5 3 | z = BatchNormalization(a, k, k, k, k)",
            })
    void aConstantFactorOrShiftUnderEpsilonAndPass(String weight, String node) {
        Graph graph = graph(weight + "\n" + node + " \"layer\"");
        Map<String, Array> values = forward(graph);
        Array r = initial(graph).reshaped(values.get("z").shape());
        assertClose(actual(graph, new Rule.Pass(), "a"), r, node);
        // x * factor * R / s(z); the factor from two values of the same channel, as z = factor * x + shift
        Array factor = Array.zeros(X.shape());
        for (int i = 0; i < factor.size(); i++) {
            int channel = i / 16 * 16;
            int other = i == channel ? channel + 1 : channel;
            double[] a = values.get("a").values();
            double[] z = values.get("z").values();
            factor.values()[i] = (z[i] - z[other]) / (a[i] - a[other]);
        }
        Array share = Array.combine(r, values.get("z"), (p, q) -> p / (q + (q < 0 ? -0.5 : 0.5)));
        Array scaled = Array.combine(values.get("a"), factor, (p, q) -> p * q);
        Array expected = Array.combine(scaled, share, (p, q) -> p * q);
        assertClose(actual(graph, new Rule.Epsilon(Stabilizer.sign(0.5)), "a"), expected, node);
    }

    @Test
    void responseNormalizationPassesOrScales() {
        Graph graph = graph("z = LRN(a) {size=3, alpha=0.5, beta=0.75, bias=1.0} \"layer\"");
        Map<String, Array> values = forward(graph);
        Array r = initial(graph).reshaped(values.get("z").shape());
        assertClose(actual(graph, new Rule.Pass(), "a"), r, "pass");
        Array expected = Array.combine(r, values.get("z"), (p, q) -> p * q / (q + (q < 0 ? -0.5 : 0.5)));
        assertClose(actual(graph, new Rule.Epsilon(Stabilizer.sign(0.5)), "a"), expected, "epsilon");
    }

    @ParameterizedTest
    @CsvSource({"Relu", "Sigmoid", "Tanh", "HardSwish", "Elu", "Softplus", "LeakyRelu", "HardSigmoid"})
    void activationsPass(String op) {
        Graph graph = graph("z = " + op + "(a) \"layer\"");
        assertClose(actual(graph, new Rule.Pass(), "a"), initial(graph), op);
    }

    @Test
    void deconvnetAndGuidedBackpropagationCutNegativeRelevance() {
        Graph graph = graph("z = Relu(a) \"layer\"");
        Array r = initial(graph).reshaped(forward(graph).get("a").shape());
        Array kept = r.map(v -> Math.max(v, 0));
        assertClose(actual(graph, new Rule.Deconvnet(), "a"), kept, "deconvnet");
        Array guided = Array.combine(kept, forward(graph).get("a"), (p, q) -> q > 0 ? p : 0);
        assertClose(actual(graph, new Rule.GuidedBackprop(), "a"), guided, "guided");
        Graph smooth = graph("z = Sigmoid(a) \"layer\"");
        Array slope = forward(smooth).get("z").map(v -> v * (1 - v));
        Array through = Array.combine(slope, kept, (p, q) -> p * q);
        assertClose(actual(smooth, new Rule.GuidedBackprop(), "a"), through, "guided on a smooth activation");
    }
}
