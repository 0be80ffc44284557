package org.srmap.canonize;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/** Looks at how a model ends. */
final class Ending {
    private static final Set<String> SHAPING = Set.of("Flatten", "Reshape", "Squeeze", "Unsqueeze", "Identity", "Cast");
    private static final double NEARLY = 1e-3;

    private Ending() {}

    /** The node that a value comes from, beyond nodes that only change its shape or float type; null when it is given. */
    static @Nullable Node shaped(String value, GraphEditor editor) {
        Node node = editor.producer(value);
        while (node != null && node.domain().isEmpty() && SHAPING.contains(node.op())) {
            node = editor.producer(node.input(0));
        }
        return node;
    }

    /** The node that gives the model's scores: beyond what only shapes them, or keeps probabilities from 0 and 1. */
    static @Nullable Node last(Graph graph, GraphEditor editor) {
        Node node = shaped(graph.outputs().get(0).name(), editor);
        while (node != null && isGuard(node, editor)) {
            node = shaped(node.input(0), editor);
        }
        return node;
    }

    private static boolean isGuard(Node node, GraphEditor editor) {
        if (!node.is("Clip")) {
            return false;
        }
        Node before = shaped(node.input(0), editor);
        boolean probabilities = before != null && (before.is("Softmax") || before.is("Sigmoid"));
        double low = bound(node, 1, "min", editor, Double.NEGATIVE_INFINITY);
        double high = bound(node, 2, "max", editor, Double.POSITIVE_INFINITY);
        return probabilities && low <= NEARLY && high >= 1 - NEARLY;
    }

    private static double bound(Node node, int input, String attribute, GraphEditor editor, double open) {
        if (node.has(attribute)) {
            return node.real(attribute, 0);
        }
        Tensor constant = editor.weight(node.input(input));
        return constant != null && constant.elements() == 1
                ? constant.toFloats()[0]
                : node.hasInput(input) ? Double.NaN : open;
    }

    /** Whether a Softmax goes over all classes; so it is taken to when the shape cannot be told. */
    static boolean isOverClasses(Node softmax, Graph graph) {
        Shape shape;
        try {
            shape = ShapeInference.of(graph).shape(softmax.input(0));
        } catch (ModelException e) {
            return true; // sizes that are open yet
        }
        if (shape == null || shape.rank() < 2 || !shape.isStaticFrom(1)) {
            return true;
        }
        int axis = ShapeInference.axis(softmax.integer("axis", graph.opset() < 13 ? 1 : -1), shape.rank());
        long classes = Arrays.stream(shape.sizes()).max().orElse(1);
        return axis < shape.rank() && (shape.size(axis) == classes || graph.opset() < 13);
    }

    /** Removes the last node of a model, and guards behind it. */
    static void cut(Node last, Graph graph, GraphEditor editor) {
        Node node = shaped(graph.outputs().get(0).name(), editor);
        while (node != null && !node.name().equals(last.name())) {
            Node before = shaped(node.input(0), editor);
            editor.bypass(node, node.output(), node.input(0));
            node = before;
        }
        Node now = editor.current(last);
        editor.bypass(now, now.output(), now.input(0));
    }
}
