package org.srmap.canonize;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * Recognises a model whose two scores are the two sides of one, and makes them a dense layer on it, so that what speaks for
 * one side speaks against the other: [-z, z] becomes z times [-1, 1], and [1 - p, p] with p = sigmoid(z) the sigmoid of
 * that, since 1 - sigmoid(z) = sigmoid(-z).
 */
public final class JoinTwoSides implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        Node concat = concat(graph, editor);
        if (concat == null) {
            return new Result(graph, 0);
        }
        ShapeInference shapes = ShapeInference.of(graph);
        String first = concat.input(0);
        String second = concat.input(1);
        Shape both = shapes.shape(concat.output());
        boolean beside = both != null && both.isStaticFrom(1) && both.elementsFrom(1) == 2;
        if (!beside || !isOneScore(shapes.shape(first)) || !isOneScore(shapes.shape(second))) {
            return new Result(graph, 0);
        }
        if (!join(editor, concat, first, second, -1)) {
            join(editor, concat, second, first, 1);
        }
        return Result.of(editor);
    }

    private static @Nullable Node concat(Graph graph, GraphEditor editor) {
        Node last = Ending.last(graph, editor);
        if (last != null && (last.is("Softmax") || last.is("LogSoftmax") || last.is("Sigmoid"))) {
            last = Ending.shaped(last.input(0), editor);
        }
        return last != null && last.is("Concat") && last.inputs().size() == 2 ? last : null;
    }

    private static boolean isOneScore(@Nullable Shape shape) {
        return shape != null
                && shape.rank() >= 2
                && !shape.dim(0).isKnown()
                && shape.isStaticFrom(1)
                && shape.elementsFrom(1) == 1;
    }

    /** Joins when {@code other} is the other side of {@code score}, which stands for {@code sign} at the first place. */
    private static boolean join(GraphEditor editor, Node concat, String other, String score, int firstSign) {
        Node own = Ending.shaped(score, editor);
        if (own == null) {
            return false;
        }
        Node against = Ending.shaped(other, editor);
        boolean probability = own.is("Sigmoid");
        if (probability && against != null && against.is("Sigmoid")) {
            Node inner = Ending.shaped(own.input(0), editor);
            if (inner == null || !isNegative(Ending.shaped(against.input(0), editor), inner, editor)) {
                return false;
            }
        } else if (probability ? !isRest(against, own, editor) : !isNegative(against, own, editor)) {
            return false;
        }
        String z = probability ? own.input(0) : own.output();
        String flat = editor.fresh(concat.name() + ".score");
        Tensor signs = Tensor.floats(new long[] {1, 2}, firstSign, -firstSign);
        String weight = editor.addWeight(concat.name() + ".sides", signs);
        Node flatten = Node.of(flat, "Flatten", List.of(z), flat, Map.of("axis", new Attribute.Int(1)));
        if (probability) {
            String sides = editor.fresh(concat.name() + ".logits");
            editor.replace(
                    concat,
                    flatten,
                    Node.of(sides, "Gemm", List.of(flat, weight), sides, Map.of()),
                    concat.as("Sigmoid", List.of(sides), Map.of()));
        } else {
            editor.replace(concat, flatten, concat.as("Gemm", List.of(flat, weight), Map.of()));
        }
        return true;
    }

    /** Whether a node is 1 minus another. */
    private static boolean isRest(@Nullable Node node, Node of, GraphEditor editor) {
        if (node == null) {
            return false;
        }
        if (node.is("Sub")) {
            return isNumber(node.input(0), 1, editor) && comesFrom(node.input(1), of, editor);
        }
        for (int i = 0; i < 2 && node.is("Add"); i++) {
            if (isNumber(node.input(i), 1, editor)) {
                return isNegative(Ending.shaped(node.input(1 - i), editor), of, editor);
            }
        }
        return false;
    }

    /** Whether a node is minus another. */
    private static boolean isNegative(@Nullable Node node, Node of, GraphEditor editor) {
        if (node == null) {
            return false;
        }
        if (node.is("Neg")) {
            return comesFrom(node.input(0), of, editor);
        }
        if (node.is("Sub")) {
            return isNumber(node.input(0), 0, editor) && comesFrom(node.input(1), of, editor);
        }
        for (int i = 0; i < 2 && node.is("Mul"); i++) {
            if (isNumber(node.input(i), -1, editor)) {
                return comesFrom(node.input(1 - i), of, editor);
            }
        }
        return false;
    }

    private static boolean comesFrom(String value, Node node, GraphEditor editor) {
        Node producer = Ending.shaped(value, editor);
        return producer != null && producer.name().equals(node.name());
    }

    private static boolean isNumber(String value, float number, GraphEditor editor) {
        Tensor constant = editor.weight(value);
        return constant != null && constant.elements() == 1 && constant.toFloats()[0] == number;
    }
}
