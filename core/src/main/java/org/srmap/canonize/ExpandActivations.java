package org.srmap.canonize;

import java.util.List;
import java.util.Map;
import org.srmap.graph.Draft;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;

/**
 * Writes Gelu, Mish, Swish and Softsign as the product of the signal and its gate, x * g(x), which is how exporters of
 * older operator sets write them, and how rules understand them; and LogSoftmax inside of a network as the logarithm of a
 * Softmax.
 */
public final class ExpandActivations implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        Node ending = Ending.last(graph, editor);
        for (Node node : graph.nodes()) {
            if (node.is("LogSoftmax") && !node.equals(ending)) {
                logSoftmax(editor, editor.current(node));
            } else if (node.domain().isEmpty()) {
                expand(editor.current(node), editor);
            }
        }
        return Result.of(editor);
    }

    private static void logSoftmax(GraphEditor editor, Node node) {
        Draft draft = new Draft(editor, node.name() + ".");
        String softmax = draft.op("Softmax", node.inputs(), node.attributes());
        draft.put(node.as("Log", List.of(softmax), Map.of()));
        draft.replace(node);
    }

    private static void expand(Node node, GraphEditor editor) {
        Draft draft = new Draft(editor, node.name() + ".");
        String x = node.input(0);
        String gate = gate(node, draft, x);
        if (!gate.isEmpty()) {
            draft.put(node.as("Mul", List.of(x, gate), Map.of()));
            draft.replace(node);
        }
    }

    /** What x is multiplied with; empty when the operator is none of these. */
    private static String gate(Node node, Draft draft, String x) {
        return switch (node.op()) {
            case "Gelu" -> {
                boolean exact = node.text("approximate", "none").equals("none");
                String inner = exact
                        ? draft.op("Erf", scaled(draft, x, Math.sqrt(0.5)))
                        : draft.op("Tanh", scaled(draft, cubic(draft, x), Math.sqrt(2 / Math.PI)));
                yield scaled(draft, draft.add(inner, draft.scalar(1)), 0.5);
            }
            case "Mish" -> draft.op("Tanh", draft.op("Softplus", x));
            case "Swish" -> {
                float alpha = node.real("alpha", 1);
                yield draft.op("Sigmoid", alpha == 1 ? x : scaled(draft, x, alpha));
            }
            case "Softsign" -> draft.op("Reciprocal", draft.add(draft.op("Abs", x), draft.scalar(1)));
            default -> "";
        };
    }

    /** x + 0.044715 x^3. */
    private static String cubic(Draft draft, String x) {
        return draft.add(x, scaled(draft, draft.mul(draft.mul(x, x), x), 0.044715));
    }

    private static String scaled(Draft draft, String value, double factor) {
        return draft.mul(value, draft.scalar(factor));
    }
}
