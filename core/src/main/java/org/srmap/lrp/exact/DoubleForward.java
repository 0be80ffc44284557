package org.srmap.lrp.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Draft;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.lrp.Request;
import org.srmap.lrp.emit.Emission;
import org.srmap.operator.Operator;

/**
 * Computes the forward pass in float64, so that which side of a kink an element lies on (a ReLU's zero, the largest
 * of a pooling window) is not a matter of rounding. The backward pass stays in float32 and sees the values rounded once.
 *
 * <p>Operators that the runtime has no float64 kernel for, or whose rounding decides little (dense layers: few elements,
 * many weights), stay in float32 between two casts. {@code docs/adr/0013-forward-in-float64.md} has reasons and cost.
 */
public final class DoubleForward {
    private final Emission e;
    private final Float64Values wide;

    private DoubleForward(Emission e, boolean storesOnce) {
        this.e = e;
        wide = new Float64Values(e, storesOnce);
    }

    /** Whether the graph has kinks at all; without, float32 is as good. */
    public static boolean matters(Graph graph) {
        return graph.nodes().stream().anyMatch(n -> Operator.is(n, Operator::hasKink));
    }

    /**
     * Replaces the forward part.
     *
     * @param storesOnce whether to compute weights in the graph from what is stored in float32 ({@link Request})
     */
    public static void widen(Emission e, boolean storesOnce) {
        DoubleForward widening = new DoubleForward(e, storesOnce);
        for (Node node : e.forward().nodes()) {
            Node current = e.editor().producer(node.output());
            if (current != null && e.facts().isComputed(node.output())) {
                widening.widen(current);
            }
        }
        widening.wide.finish();
    }

    private void widen(Node node) {
        Draft draft = new Draft(e.editor(), node.name() + "/float64/");
        List<String> results = results(node, draft);
        if (results.isEmpty()) {
            return; // stays as it is: it reads the rounded values, which keep their names
        }
        for (int i = 0; i < results.size(); i++) {
            String rounded = node.outputs().get(i);
            wide.put(rounded, results.get(i));
            Map<String, Attribute> toFloat = Map.of("to", Attribute.type(DataType.FLOAT));
            String name = i == 0 ? node.name() : e.editor().fresh(node.name() + "/rounded");
            draft.put(Node.of(name, "Cast", List.of(results.get(i)), rounded, toFloat));
        }
        draft.replace(node);
    }

    /** Appends what computes the node's outputs in float64 and names them; empty when there is no way. */
    private List<String> results(Node node, Draft draft) {
        Operator operator = Operator.of(node);
        if (operator == null) {
            return List.of();
        }
        String x = node.input(0);
        return switch (node.op()) {
            case "Conv" -> convolution(node, draft);
            case "AveragePool" -> average(node, draft);
            case "GlobalAveragePool" -> List.of(globalAverage(node, draft));
            case "HardSigmoid" ->
                List.of(hardSigmoid(draft, wide.of(draft, x), node.real("alpha", 0.2f), node.real("beta", 0.5f)));
            case "HardSwish" -> {
                String v = wide.of(draft, x);
                yield List.of(draft.mul(v, hardSigmoid(draft, v, 1 / 6.0, 0.5)));
            }
            case "LeakyRelu" ->
                List.of(leaky(draft, wide.of(draft, x), Float64Values.number(draft, node.real("alpha", 0.01f))));
            case "PRelu" -> List.of(leaky(draft, wide.of(draft, x), wide.of(draft, node.input(1))));
            default -> operator.runsInFloat64() ? same(node, draft) : List.of();
        };
    }

    private List<String> same(Node node, Draft draft) {
        List<String> inputs = node.inputs().stream()
                .map(i -> i.isEmpty() ? i : wide.of(draft, i))
                .toList();
        List<String> outputs = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (int i = 0; i < node.outputs().size(); i++) {
            boolean indices = node.is("MaxPool") && i == 1;
            String output = node.outputs().get(i);
            outputs.add(indices ? output : e.editor().fresh(output + "/float64"));
            if (!indices) {
                results.add(outputs.get(i));
            }
        }
        String name = e.editor().fresh(node.name() + "/float64");
        draft.put(new Node(name, "", node.op(), inputs, outputs, node.attributes()));
        return results;
    }

    private static String hardSigmoid(Draft draft, String x, double alpha, double beta) {
        String line = draft.add(draft.mul(x, Float64Values.number(draft, alpha)), Float64Values.number(draft, beta));
        return draft.op("Clip", line, Float64Values.number(draft, 0), Float64Values.number(draft, 1));
    }

    private static String leaky(Draft draft, String x, String slope) {
        String below = draft.op("Relu", draft.op("Neg", x));
        return draft.sub(draft.op("Relu", x), draft.mul(below, slope));
    }

    private String globalAverage(Node node, Draft draft) {
        long[] axes = new long[e.shape(node.input(0)).rank() - 2];
        Arrays.setAll(axes, i -> i + 2);
        return draft.mean(wide.of(draft, node.input(0)), axes);
    }

    private List<String> convolution(Node node, Draft draft) {
        Tensor weight = e.weight(node.input(1));
        Tensor bias = node.hasInput(2) ? e.weight(node.input(2)) : null;
        if (weight == null || node.hasInput(2) && bias == null) {
            return List.of();
        }
        Float64Windows taps = new Float64Windows(e, node, draft, wide);
        return List.of(taps.convolution(
                wide.of(draft, node.input(0)), new Float64Windows.Weight(node.input(1), weight), bias));
    }

    /** Averages whose divisor is the same everywhere; the others stay in float32. */
    private List<String> average(Node node, Draft draft) {
        Windows windows = Windows.of(node, Windows.spatial(e.shape(node.input(0))), new long[0]);
        boolean counted = !windows.isPadded() || node.integer("count_include_pad", 0) == 1;
        return windows.ceil() || !counted
                ? List.of()
                : List.of(new Float64Windows(e, node, draft, wide).average(wide.of(draft, node.input(0))));
    }
}
