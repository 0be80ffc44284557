package org.srmap.canonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * Keeps the batch axis where the end of a model takes it away, as models made for one picture do: scores of shape [classes]
 * become N x classes.
 */
public final class KeepBatch implements Pass {
    /** What may follow: functions of each score, and what makes them probabilities. */
    private static final Set<String> AFTER = Set.of(
            "Softmax",
            "LogSoftmax",
            "Hardmax",
            "Sigmoid",
            "Identity",
            "Cast",
            "Clip",
            "Log",
            "Exp",
            "Add",
            "Sub",
            "Mul",
            "Div");

    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Shape input = node.inputs().isEmpty() ? null : shapes.shape(node.input(0));
            boolean ofPictures = input != null
                    && input.rank() >= 2
                    && input.isStaticFrom(1)
                    && !input.dim(0).isKnown()
                    && input.dim(0).times() == 1;
            List<Node> end = ofPictures && input != null && takesAway(node, input, editor) ? end(node, editor) : null;
            if (end != null) {
                for (Node after : end) {
                    if (after.is("Softmax") || after.is("LogSoftmax") || after.is("Hardmax")) {
                        editor.replace(after, after.with("axis", new Attribute.Int(-1)));
                    }
                }
                Map<String, Attribute> axis = Map.of("axis", new Attribute.Int(1));
                editor.replace(editor.current(node), node.as("Flatten", List.of(node.input(0)), axis));
            }
        }
        return Result.of(editor);
    }

    private static boolean takesAway(Node node, Shape input, GraphEditor editor) {
        Tensor second = editor.weight(node.input(1));
        if (second == null) {
            return false;
        }
        long[] numbers = second.toLongs();
        return switch (node.domain().isEmpty() ? node.op() : "") {
            case "Squeeze" ->
                Arrays.stream(numbers).anyMatch(axis -> axis == 0 || axis == -input.rank())
                        && input.rank() - numbers.length == 1;
            case "Gather" ->
                input.rank() == 2
                        && node.integer("axis", 0) == 0
                        && numbers.length == 1
                        && second.rank() == 0
                        && (numbers[0] == 0 || numbers[0] == -1);
            case "Reshape" -> numbers.length == 1 && (numbers[0] == -1 || numbers[0] == input.elementsFrom(1));
            default -> false;
        };
    }

    /** The nodes from there to the output of the graph, in order; null when something else is among them. */
    private static @Nullable List<Node> end(Node node, GraphEditor editor) {
        List<Node> end = new ArrayList<>();
        String value = node.output();
        while (!editor.isOutput(value)) {
            List<Node> readers = editor.consumers(value);
            if (readers.size() != 1) {
                return null;
            }
            Node next = readers.get(0);
            String read = value;
            boolean constants = next.inputs().stream()
                    .allMatch(i -> i.isEmpty() || i.equals(read) || isOneNumberOrRow(editor.weight(i)));
            if (!next.domain().isEmpty() || !AFTER.contains(next.op()) || !constants) {
                return null;
            }
            end.add(next);
            value = next.output();
        }
        return editor.consumers(value).isEmpty() ? end : null;
    }

    private static boolean isOneNumberOrRow(@Nullable Tensor constant) {
        return constant != null && constant.rank() <= 1;
    }
}
