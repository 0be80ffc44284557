package org.srmap.canonize;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.operator.Operator;

/** Removes nodes that do nothing at inference: Identity, Dropout, a Cast of floats to float, a Pad by zero. */
public final class DropIdentities implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        Map<String, Node> producers = graph.producers();
        for (Node node : graph.nodes()) {
            if (isIdentity(node, graph, producers)
                    && !(graph.isOutput(node.output()) && isGiven(node.input(0), graph))) {
                editor.bypass(node, node.output(), currentInput(editor, node));
            }
        }
        return Result.of(editor);
    }

    /** The node's input as it is called after the changes so far. */
    private static String currentInput(GraphEditor editor, Node node) {
        Node current = editor.producer(node.output());
        return (current == null ? node : current).input(0);
    }

    private static boolean isGiven(String value, Graph graph) {
        return graph.weight(value) != null
                || graph.inputs().stream().anyMatch(v -> v.name().equals(value));
    }

    private static boolean isIdentity(Node node, Graph graph, Map<String, Node> producers) {
        if (!node.domain().isEmpty()) {
            return false;
        }
        return switch (node.op()) {
            case "Identity", "Dropout" -> true;
            case "Cast" ->
                node.integer("to", 0) == DataType.FLOAT.onnxCode() && isFloat(node.input(0), graph, producers);
            case "Pad" -> isZero(graph.weight(node.input(1)));
            default -> false;
        };
    }

    /** Whether a value is surely of type float: followed back through operators that keep the type. */
    private static boolean isFloat(String value, Graph graph, Map<String, Node> producers) {
        String current = value;
        for (int i = 0; i <= graph.nodes().size(); i++) {
            Tensor weight = graph.weight(current);
            if (weight != null) {
                return weight.type() == DataType.FLOAT;
            }
            Node producer = producers.get(current);
            if (producer == null) {
                String name = current;
                return graph.inputs().stream().anyMatch(v -> v.name().equals(name) && v.type() == DataType.FLOAT);
            }
            if (producer.is("Cast")) {
                return producer.integer("to", 0) == DataType.FLOAT.onnxCode();
            }
            Operator operator = Operator.of(producer);
            if (operator == null || operator.retypes() || !producer.hasInput(0)) {
                return false;
            }
            current = producer.input(producer.is("Where") ? 1 : 0);
        }
        return false;
    }

    private static boolean isZero(@Nullable Tensor pads) {
        return pads != null && Arrays.stream(pads.toLongs()).allMatch(p -> p == 0);
    }
}
