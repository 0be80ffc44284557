package org.srmap.canonize;

import org.jspecify.annotations.Nullable;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/**
 * Merges BatchNormalization into the Conv, ConvTranspose or Gemm before it when that layer's output goes nowhere else,
 * otherwise into the Conv or Gemm after it when nothing is padded in between. Others stay.
 */
public final class FoldBatchNorm implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            if (!node.is("BatchNormalization")) {
                continue;
            }
            Node current = editor.producer(node.output());
            Affine affine = current == null ? null : Affine.ofBatchNorm(current, editor);
            if (current == null || affine == null) {
                continue;
            }
            Node before = editor.producer(current.input(0));
            if (before != null && ScaledWeights.isFoldable(before, editor) && editor.isUsedOnce(current.input(0))) {
                ScaledWeights.scaleOutput(editor, before, affine);
                editor.bypass(current, current.output(), current.input(0));
            } else {
                foldForward(editor, graph, current, affine);
            }
        }
        return Result.of(editor);
    }

    static boolean foldForward(GraphEditor editor, Graph graph, Node node, Affine affine) {
        if (!editor.isUsedOnce(node.output())) {
            return false;
        }
        Node after = editor.consumers(node.output()).get(0);
        boolean takes = ScaledWeights.isFoldable(after, editor)
                && !after.is("ConvTranspose")
                && after.input(0).equals(node.output())
                && (!ScaledWeights.pads(after, graph) || affine.isPureScale());
        if (!takes) {
            return false;
        }
        Tensor weight = ScaledWeights.constant(editor, after.input(1));
        if (ScaledWeights.inputs(after, weight) != affine.factor().length) {
            return false;
        }
        ScaledWeights.scaleInput(editor, after, affine);
        editor.bypass(node, node.output(), affine.input());
        return true;
    }

    /**
     * {@code factor * x + shift} per channel.
     *
     * @param input name of x
     * @param factor as float32 arithmetic has it
     * @param shift as float32 arithmetic has it
     * @param exactFactor the factor in double precision
     * @param exactShift the shift in double precision
     */
    record Affine(String input, double[] factor, double[] shift, double[] exactFactor, double[] exactShift) {
        Affine(String input, double[] factor, double[] shift) {
            this(input, factor, shift, factor, shift);
        }

        static @Nullable Affine ofBatchNorm(Node node, GraphEditor editor) {
            Tensor[] parameters = new Tensor[4];
            for (int i = 0; i < 4; i++) {
                Tensor tensor = editor.weight(node.input(i + 1));
                if (tensor == null) {
                    return null;
                }
                parameters[i] = tensor;
            }
            float[] scale = parameters[0].toFloats();
            float[] offset = parameters[1].toFloats();
            float[] mean = parameters[2].toFloats();
            float[] variance = parameters[3].toFloats();
            if (offset.length != scale.length || mean.length != scale.length || variance.length != scale.length) {
                throw ModelException.of(
                        node,
                        "has " + scale.length + " scales, " + offset.length + " offsets, " + mean.length + " means and "
                                + variance.length + " variances; one of each per channel is needed");
            }
            float epsilon = node.real("epsilon", 1e-5f);
            double[] factor = new double[scale.length];
            double[] shift = new double[scale.length];
            double[] exactFactor = new double[scale.length];
            double[] exactShift = new double[scale.length];
            for (int c = 0; c < factor.length; c++) {
                factor[c] = scale[c] / (float) Math.sqrt(variance[c] + epsilon);
                shift[c] = offset[c] - mean[c] * factor[c];
                exactFactor[c] = scale[c] / Math.sqrt((double) variance[c] + epsilon);
                exactShift[c] = offset[c] - mean[c] * exactFactor[c];
            }
            return new Affine(node.input(0), factor, shift, exactFactor, exactShift);
        }

        boolean isPureScale() {
            for (double s : shift) {
                if (s != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
