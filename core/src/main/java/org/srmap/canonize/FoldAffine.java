package org.srmap.canonize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.FoldBatchNorm.Affine;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/** Merges Add, Sub, Mul and Div by a constant per channel into the Conv or Gemm before it, or after it. */
public final class FoldAffine implements Pass {
    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Node current = editor.producer(node.output());
            Shape shape = shapes.shape(node.output());
            Affine affine = current == null || shape == null ? null : affine(current, editor, shape);
            if (current == null || shape == null || affine == null) {
                continue;
            }
            if (!shape.equals(shapes.shape(node.input(dataIndex(node, graph))))) {
                continue; // the constant widens the value
            }
            Node before = editor.producer(affine.input());
            if (before != null
                    && ScaledWeights.isFoldable(before, editor)
                    && editor.isUsedOnce(affine.input())
                    && ScaledWeights.outputs(before, ScaledWeights.constant(editor, before.input(1)))
                            == affine.factor().length) {
                ScaledWeights.scaleOutput(editor, before, affine);
                editor.bypass(current, current.output(), affine.input());
            } else {
                FoldBatchNorm.foldForward(editor, graph, current, affine);
            }
        }
        return Result.of(editor);
    }

    private static int dataIndex(Node node, Graph graph) {
        return graph.weight(node.input(0)) == null ? 0 : 1;
    }

    private static @Nullable Affine affine(Node node, GraphEditor editor, Shape shape) {
        boolean arithmetic = node.is("Add") || node.is("Sub") || node.is("Mul") || node.is("Div");
        if (!arithmetic || shape.rank() < 2 || !shape.dim(1).isKnown()) {
            return null;
        }
        Tensor left = editor.weight(node.input(0));
        Tensor right = editor.weight(node.input(1));
        Tensor constant = right != null ? right : left;
        if (constant == null || left != null && right != null || left != null && node.is("Div")) {
            return null;
        }
        double[] c = perChannel(constant, shape);
        if (c == null) {
            return null;
        }
        double[] factor = new double[c.length];
        double[] shift = new double[c.length];
        Arrays.fill(factor, left != null && node.is("Sub") ? -1 : 1);
        for (int i = 0; i < c.length; i++) {
            switch (node.op()) {
                case "Add" -> shift[i] = c[i];
                case "Sub" -> shift[i] = left != null ? c[i] : -c[i];
                case "Mul" -> factor[i] = c[i];
                default -> factor[i] = 1 / c[i];
            }
        }
        return new Affine(node.input(right != null ? 0 : 1), factor, shift);
    }

    /** The constant as one number per channel (axis 1), or null when it varies along another axis. */
    static double @Nullable [] perChannel(Tensor constant, Shape shape) {
        if (constant.type() != org.srmap.graph.DataType.FLOAT || constant.rank() > shape.rank()) {
            return null;
        }
        int channels = (int) shape.size(1);
        int axis = 1 - (shape.rank() - constant.rank()); // where axis 1 of the value is in the constant
        for (int i = 0; i < constant.rank(); i++) {
            boolean isChannel = i == axis && constant.size(i) == channels;
            if (constant.size(i) != 1 && !isChannel) {
                return null;
            }
        }
        float[] values = constant.toFloats();
        double[] all = new double[channels];
        for (int c = 0; c < channels; c++) {
            all[c] = values[values.length == 1 ? 0 : c];
        }
        return all;
    }
}
