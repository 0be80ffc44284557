package org.srmap.canonize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.srmap.canonize.constant.ConstantArithmetic;
import org.srmap.canonize.constant.ConstantEvaluator;
import org.srmap.canonize.constant.ConstantPart;
import org.srmap.canonize.constant.ConstantRunner;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.DataType;
import org.srmap.graph.Dim;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * Evaluates what does not depend on the picture: chains of Shape, Gather, Concat that compute a shape, and arithmetic
 * on weights. Targets of Reshape become constants, with 0 or -1 where the batch size stays open.
 *
 * @param runner computes operators on weights that are not known here
 */
public record FoldConstants(ConstantRunner runner) implements Pass {
    /** How many elements may be written out beyond twice those that the weights have. */
    private static final long ALLOWANCE = 1 << 24;

    /** The pass with the operators that are known here only. */
    public FoldConstants() {
        this(ConstantRunner.NONE);
    }

    @Override
    public Result apply(Graph graph) {
        long budget = ALLOWANCE;
        for (Tensor weight : graph.weights().values()) {
            budget += 2 * weight.elements();
        }
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        ConstantPart rest = new ConstantPart(graph, shapes);
        for (Node original : graph.nodes()) {
            Node node = editor.producer(original.output());
            if (node == null || graph.isOutput(node.output())) {
                continue;
            }
            long[] numbers = shapes.longs(node.output());
            Shape shape = shapes.shape(node.output());
            if (numbers != null && shape != null && shape.rank() <= 1) {
                long[] sizes = shape.rank() == 0 ? new long[0] : new long[] {numbers.length};
                replace(editor, node, ConstantArithmetic.integers(shapes.numberType(node.output()), sizes, numbers));
            } else {
                Optional<Tensor> value = ConstantEvaluator.evaluate(node, editor::weight, budget);
                if (value.isPresent()) {
                    budget -= value.get().elements();
                    replace(editor, node, value.get());
                } else if (node.is("Reshape")) {
                    settleReshape(node, shapes, editor);
                } else {
                    budget -= rest.add(node, editor, budget);
                }
            }
        }
        rest.computed(editor, runner).forEach((value, tensor) -> {
            Tensor kept = tensor.type() == DataType.DOUBLE ? tensor.toFloat32() : tensor;
            editor.redirect(value, editor.addWeight(value + ".value", kept));
        });
        return Result.of(editor);
    }

    private static void replace(GraphEditor editor, Node node, Tensor tensor) {
        editor.bypass(node, node.output(), editor.addWeight(node.output() + ".value", tensor));
    }

    private static void settleReshape(Node node, ShapeInference shapes, GraphEditor editor) {
        Shape output = shapes.shape(node.output());
        Shape input = shapes.shape(node.input(0));
        if (output == null || input == null) {
            return;
        }
        List<Long> target = new ArrayList<>();
        boolean left = false; // whether -1, what is left, has been given away
        for (int i = 0; i < output.rank(); i++) {
            Dim dim = output.dim(i);
            boolean same = i < input.rank() && input.dim(i).equals(dim) && !dim.isUnknown();
            if (!dim.isKnown() && !same && left) {
                return;
            }
            left |= !dim.isKnown() && !same;
            target.add(dim.isKnown() ? dim.size() : same ? 0L : -1L);
        }
        long[] entries = target.stream().mapToLong(Long::longValue).toArray();
        Tensor now = editor.weight(node.input(1));
        if (now == null || !java.util.Arrays.equals(now.toLongs(), entries)) {
            String constant = editor.addWeight(node.name() + ".shape", Tensor.longs(entries));
            editor.replace(node, node.without("allowzero").withInputs(List.of(node.input(0), constant)));
        }
    }
}
