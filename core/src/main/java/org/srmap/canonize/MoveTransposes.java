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
 * Moves a Transpose behind what comes after it, when that is a constant factor or shift or a batch normalization, so that
 * these stand next to the layer whose weights take them in; and joins a Transpose with the next one.
 */
public final class MoveTransposes implements Pass {
    private static final Set<String> ARITHMETIC = Set.of("Add", "Sub", "Mul", "Div");

    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Node now = editor.producer(node.output());
            int data = now == null ? -1 : editor.weight(now.input(0)) == null ? 0 : 1;
            Node before = now == null ? null : editor.producer(now.input(data));
            Shape shape = shapes.shape(node.output());
            if (now == null || before == null || shape == null || !before.is("Transpose")) {
                continue;
            }
            long[] order = order(before, shape.rank());
            if (now.is("Transpose")) {
                join(editor, now, before.input(0), order, order(now, shape.rank()));
            } else if (editor.isUsedOnce(before.output()) && isNextToLayer(before, editor)) {
                move(editor, now, before, data, order, shape);
            }
        }
        return Result.of(editor);
    }

    /** Whether before the Transpose stands a layer that takes factors in, or only such factors are in between. */
    private static boolean isNextToLayer(Node transpose, GraphEditor editor) {
        String value = transpose.input(0);
        Node node = editor.producer(value);
        while (node != null && editor.isUsedOnce(value)) {
            if (ScaledWeights.isFoldable(node, editor)) {
                return true;
            }
            boolean constant = editor.weight(node.input(0)) != null || editor.weight(node.input(1)) != null;
            if (!node.is("BatchNormalization") && !(constant && isArithmetic(node))) {
                return false;
            }
            value = node.input(editor.weight(node.input(0)) == null ? 0 : 1);
            node = editor.producer(value);
        }
        return false;
    }

    private static boolean isArithmetic(Node node) {
        return node.domain().isEmpty() && ARITHMETIC.contains(node.op());
    }

    private static long[] order(Node transpose, int rank) {
        long[] given = transpose.integers("perm");
        long[] order = given == null ? new long[rank] : given;
        if (given == null) {
            Arrays.setAll(order, i -> rank - 1L - i);
        }
        return order;
    }

    private static void join(GraphEditor editor, Node second, String input, long[] first, long[] then) {
        long[] both = new long[then.length];
        boolean same = true;
        for (int i = 0; i < both.length; i++) {
            both[i] = first[(int) then[i]];
            same &= both[i] == i;
        }
        if (same && !editor.isOutput(second.output())) {
            editor.bypass(second, second.output(), input);
        } else if (same) {
            editor.replace(second, second.as("Identity", List.of(input), Map.of()));
        } else {
            editor.replace(second, second.as("Transpose", List.of(input), Map.of("perm", Attribute.ints(both))));
        }
    }

    private static void move(GraphEditor editor, Node node, Node transpose, int data, long[] order, Shape shape) {
        Node moved = null;
        String fresh = editor.fresh(transpose.name() + ".before");
        if (node.is("BatchNormalization") && data == 0 && order[1] == 1) {
            List<String> inputs = new ArrayList<>(node.inputs());
            inputs.set(0, transpose.input(0));
            moved = node.withInputs(inputs).withOutputs(List.of(fresh));
        } else if (isArithmetic(node)) {
            Tensor constant = editor.weight(node.input(1 - data));
            Tensor turned = constant == null ? null : turned(constant, order, shape);
            if (turned != null) {
                String name = editor.addWeight(node.name() + ".constant", turned);
                List<String> inputs = data == 0 ? List.of(transpose.input(0), name) : List.of(name, transpose.input(0));
                moved = node.withInputs(inputs).withOutputs(List.of(fresh));
            }
        }
        if (moved != null) {
            Node after = new Node(
                    editor.fresh(transpose.name()),
                    "",
                    "Transpose",
                    List.of(fresh),
                    node.outputs(),
                    transpose.attributes());
            editor.replace(node, moved, after);
            editor.replace(transpose); // nobody else reads it
        }
    }

    /** The constant as it applies before the Transpose; null when it widens the value. */
    private static @Nullable Tensor turned(Tensor constant, long[] order, Shape shape) {
        int rank = order.length;
        if (constant.rank() > rank) {
            return null;
        }
        long[] sizes = new long[rank];
        int axis = -1;
        for (int i = 0; i < rank; i++) {
            int own = i - (rank - constant.rank());
            long size = own < 0 ? 1 : constant.size(own);
            sizes[(int) order[i]] = size;
            if (size != 1 && (axis >= 0 || size != shape.size(i))) {
                return null; // along several axes, or wider than the value
            }
            axis = size == 1 ? axis : i;
        }
        return constant.reshaped(sizes);
    }
}
