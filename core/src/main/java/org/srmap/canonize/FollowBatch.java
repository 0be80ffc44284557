package org.srmap.canonize;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Draft;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * Lets constants follow an open batch size: one that is joined with pictures is repeated for each of them, and one that
 * was repeated for arithmetic, which repeats it anyhow, is used as it is.
 */
public final class FollowBatch implements Pass {
    private static final Set<String> REPEATING =
            Set.of("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum", "Mean", "Where");

    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            if (node.is("Concat")) {
                repeat(editor, editor.current(node), shapes);
            } else if (node.domain().isEmpty() && REPEATING.contains(node.op())) {
                useOnce(editor, editor.current(node), shapes);
            }
        }
        return Result.of(editor);
    }

    private static void useOnce(GraphEditor editor, Node node, ShapeInference shapes) {
        Shape whole = shapes.shape(node.output());
        List<String> inputs = new ArrayList<>(node.inputs());
        for (int i = 0; i < inputs.size(); i++) {
            String single = single(editor, inputs.get(i));
            if (single != null) {
                String before = inputs.set(i, single);
                if (whole == null || !whole.equals(broadcast(node, inputs, editor, shapes))) {
                    inputs.set(i, before);
                }
            }
        }
        if (!inputs.equals(node.inputs())) {
            editor.replace(node, node.withInputs(inputs));
        }
    }

    /** The constant that an Expand or ConstantOfShape repeats, or null. */
    private static @Nullable String single(GraphEditor editor, String value) {
        Node expand = editor.producer(value);
        if (expand != null && expand.is("Expand") && editor.weight(expand.input(0)) != null) {
            return expand.input(0);
        }
        if (expand != null && expand.is("ConstantOfShape")) {
            Tensor number =
                    expand.attributes().get("value") instanceof Attribute.Constant c ? c.value() : Tensor.scalar(0);
            boolean fits = number.type() == DataType.FLOAT && number.elements() == 1;
            return fits ? editor.addWeight(expand.name() + ".value", number.reshaped()) : null;
        }
        return null;
    }

    private static @Nullable Shape broadcast(
            Node node, List<String> inputs, GraphEditor editor, ShapeInference shapes) {
        Shape all = Shape.of();
        for (String input : inputs) {
            Tensor weight = editor.weight(input);
            Shape shape = weight != null ? Shape.of(weight.shape()) : shapes.shape(input);
            if (shape == null) {
                return null;
            }
            try {
                all = ShapeInference.broadcast(node, all, shape);
            } catch (ModelException e) {
                return null;
            }
        }
        return all;
    }

    private static void repeat(GraphEditor editor, Node node, ShapeInference shapes) {
        String pictures = "";
        for (String input : node.inputs()) {
            Shape shape = shapes.shape(input);
            if (shape == null || shape.rank() == 0 || ShapeInference.axis(node.integer("axis", 0), shape.rank()) == 0) {
                return;
            }
            pictures = shape.dim(0).isKnown() ? pictures : input;
        }
        List<String> inputs = new ArrayList<>(node.inputs());
        for (int i = 0; i < inputs.size() && !pictures.isEmpty(); i++) {
            Tensor weight = editor.weight(inputs.get(i));
            Tensor one = weight == null ? null : oneOf(weight);
            if (one != null) {
                inputs.set(i, repeated(editor, node, one, pictures));
            }
        }
        if (!inputs.equals(node.inputs())) {
            editor.replace(node, node.withInputs(inputs));
        }
    }

    /** The constant's part for one picture, when it is the same for all; else null. */
    private static @Nullable Tensor oneOf(Tensor weight) {
        long[] sizes = weight.shape();
        int batch = (int) sizes[0];
        if (batch == 1) {
            return weight;
        }
        ByteBuffer bytes = weight.bytes();
        int each = batch == 0 ? 0 : bytes.remaining() / batch;
        for (int i = 1; i < batch; i++) {
            if (!bytes.slice(0, each).equals(bytes.slice(i * each, each))) {
                return null;
            }
        }
        sizes[0] = 1;
        return batch == 0 ? null : Tensor.of(weight.type(), sizes, bytes.slice(0, each));
    }

    private static String repeated(GraphEditor editor, Node place, Tensor one, String pictures) {
        Draft draft = new Draft(editor, place.name() + ".");
        String sizes = draft.op("Shape", pictures);
        String batch = draft.gather(sizes, draft.constant("first", Tensor.longs(0)), 0);
        long[] rest = Arrays.copyOfRange(one.shape(), 1, one.rank());
        String target = draft.concat(0, batch, draft.constant("rest", Tensor.longs(rest)));
        String repeated = draft.op("Expand", draft.constant("one", one), target);
        draft.insertBefore(place);
        return repeated;
    }
}
