package org.srmap.canonize;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Scaled;
import org.srmap.graph.Tensor;

/** What the folding passes do to the weights of convolutions and dense layers. */
final class ScaledWeights {
    private ScaledWeights() {}

    /** Whether a node is a layer with constant weights into whose output channels a factor can be folded. */
    static boolean isFoldable(@Nullable Node node, GraphEditor editor) {
        return node != null
                && (node.is("Conv") || node.is("ConvTranspose") || node.is("Gemm"))
                && editor.weight(node.input(1)) != null
                && (!node.hasInput(2) || editor.weight(node.input(2)) != null)
                && (!node.is("Gemm") || isPlainGemm(node));
    }

    private static boolean isPlainGemm(Node node) {
        return node.integer("transA", 0) == 0 && node.real("alpha", 1) == 1 && node.real("beta", 1) == 1;
    }

    /** Number of output channels of a foldable layer. */
    static int outputs(Node layer, Tensor weight) {
        if (layer.is("Conv")) {
            return (int) weight.size(0);
        }
        if (layer.is("ConvTranspose")) {
            return (int) (weight.size(1) * layer.integer("group", 1));
        }
        return (int) weight.size(layer.integer("transB", 0) == 1 ? 0 : 1);
    }

    /**
     * Replaces a layer by one whose output is {@code factor * (old output) + shift} per channel. The new weights know
     * what they were rounded from.
     *
     * @return the new layer
     */
    static Node scaleOutput(GraphEditor editor, Node layer, FoldBatchNorm.Affine affine) {
        double[] factor = affine.factor();
        double[] shift = affine.shift();
        double[] exactFactor = affine.exactFactor();
        double[] exactShift = affine.exactShift();
        Tensor weight = constant(editor, layer.input(1));
        float[] w = weight.toFloats();
        boolean scales = false;
        for (double f : factor) {
            scales |= f != 1;
        }
        int count = factor.length;
        for (int i = 0; i < w.length && scales; i++) {
            w[i] = (float) (w[i] * factor[outputChannel(layer, weight, i)]);
        }
        Tensor old = layer.hasInput(2) ? constant(editor, layer.input(2)) : Tensor.scalar(0);
        float[] bias = broadcastBias(old, count);
        for (int c = 0; c < count; c++) {
            bias[c] = (float) (bias[c] * factor[c] + shift[c]);
        }
        Tensor scaled = Tensor.floats(weight.shape(), w)
                .roundedFrom(i -> weight.exactAt(i) * exactFactor[outputChannel(layer, weight, i)]);
        if (layer.is("Conv")) {
            scaled = scaled.scaledFrom(new Scaled(weight, 0, factor, exactFactor));
        }
        Tensor shifted = Tensor.floats(new long[] {count}, bias)
                .roundedFrom(c -> old.exactAt(old.elements() == count ? c : 0) * exactFactor[c] + exactShift[c]);
        String weightName = scales ? editor.addWeight(layer.name() + ".weight", scaled) : layer.input(1);
        String biasName = editor.addWeight(layer.name() + ".bias", shifted);
        Node folded = layer.withInputs(List.of(layer.input(0), weightName, biasName));
        editor.replace(layer, folded);
        return folded;
    }

    private static float[] broadcastBias(Tensor bias, int count) {
        float[] values = bias.toFloats();
        if (values.length == count) {
            return values;
        }
        float[] all = new float[count];
        java.util.Arrays.fill(all, values[0]);
        return all;
    }

    /** The output channel that element {@code index} of the weights belongs to. */
    private static int outputChannel(Node layer, Tensor weight, int index) {
        if (layer.is("Conv")) {
            return (int) (index / (weight.elements() / weight.size(0)));
        }
        if (layer.is("Gemm")) {
            return (int) (layer.integer("transB", 0) == 1 ? index / weight.size(1) : index % weight.size(1));
        }
        long kernel = weight.elements() / (weight.size(0) * weight.size(1));
        long in = index / (kernel * weight.size(1));
        long out = index / kernel % weight.size(1);
        long inPerGroup = weight.size(0) / layer.integer("group", 1);
        return (int) (in / inPerGroup * weight.size(1) + out);
    }

    /**
     * Replaces a Conv or Gemm by one that computes the same from {@code x} as the old one from
     * {@code factor * x + shift} per input channel.
     */
    static void scaleInput(GraphEditor editor, Node layer, FoldBatchNorm.Affine affine) {
        double[] factor = affine.factor();
        double[] shift = affine.shift();
        double[] exactFactor = affine.exactFactor();
        Tensor weight = constant(editor, layer.input(1));
        float[] w = weight.toFloats();
        int count = outputs(layer, weight);
        double[] bias = new double[count];
        double[] exactBias = new double[count];
        for (int i = 0; i < w.length; i++) {
            int in = inputChannel(layer, weight, i);
            int out = outputChannel(layer, weight, i);
            bias[out] += w[i] * shift[in];
            exactBias[out] += weight.exactAt(i) * affine.exactShift()[in];
            w[i] = (float) (w[i] * factor[in]);
        }
        Tensor old = layer.hasInput(2) ? constant(editor, layer.input(2)) : Tensor.scalar(0);
        float[] sum = broadcastBias(old, count);
        for (int c = 0; c < count; c++) {
            sum[c] = (float) (sum[c] + bias[c]);
        }
        Tensor scaled = Tensor.floats(weight.shape(), w)
                .roundedFrom(i -> weight.exactAt(i) * exactFactor[inputChannel(layer, weight, i)]);
        if (layer.is("Conv") && layer.integer("group", 1) == 1) {
            scaled = scaled.scaledFrom(new Scaled(weight, 1, factor, exactFactor));
        }
        Tensor shifted = Tensor.floats(new long[] {count}, sum)
                .roundedFrom(c -> old.exactAt(old.elements() == count ? c : 0) + exactBias[c]);
        String weightName = editor.addWeight(layer.name() + ".weight", scaled);
        String biasName = editor.addWeight(layer.name() + ".bias", shifted);
        editor.replace(layer, layer.withInputs(List.of(layer.input(0), weightName, biasName)));
    }

    /** The input channel that element {@code index} of a Conv's or Gemm's weights belongs to. */
    private static int inputChannel(Node layer, Tensor weight, int index) {
        if (layer.is("Gemm")) {
            return (int) (layer.integer("transB", 0) == 1 ? index % weight.size(1) : index / weight.size(1));
        }
        long kernel = weight.elements() / (weight.size(0) * weight.size(1));
        long out = index / (kernel * weight.size(1));
        long in = index / kernel % weight.size(1);
        long outPerGroup = weight.size(0) / layer.integer("group", 1);
        return (int) (out / outPerGroup * weight.size(1) + in);
    }

    /** Number of input channels of a Conv or Gemm. */
    static int inputs(Node layer, Tensor weight) {
        if (layer.is("Gemm")) {
            return (int) weight.size(layer.integer("transB", 0) == 1 ? 1 : 0);
        }
        return (int) (weight.size(1) * layer.integer("group", 1));
    }

    static Tensor constant(GraphEditor editor, String name) {
        Tensor tensor = editor.weight(name);
        if (tensor == null) {
            throw new IllegalStateException("\"" + name + "\" is not a constant");
        }
        return tensor;
    }

    /** Whether a Conv pads its input with anything (a shift of the input cannot be folded then). */
    static boolean pads(Node conv, Graph graph) {
        if (!conv.is("Conv")) {
            return false;
        }
        String auto = conv.text("auto_pad", "NOTSET");
        if (auto.startsWith("SAME")) {
            return true;
        }
        long[] pads = conv.integers("pads");
        return pads != null && java.util.Arrays.stream(pads).anyMatch(p -> p != 0);
    }
}
