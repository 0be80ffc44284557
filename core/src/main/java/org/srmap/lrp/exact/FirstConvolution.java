package org.srmap.lrp.exact;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Draft;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.lrp.emit.Emission;
import org.srmap.operator.LayerKind;
import org.srmap.operator.Operator;
import org.srmap.rule.InputRange;

/**
 * Computes a small first convolution that feeds max pooling nearly as if it were rounded once, so that the winner of a
 * window does not depend on the order in which the runtime happens to add up.
 *
 * <p>Input and weights are split into a coarse and a fine part, x = x1 + x2 and w = w1 + w2, so coarse that every
 * product and every partial sum of f(x1; w1) fits into the 24 bits of a float: it is exact in any order. What is left,
 * f(x1; w2) + f(x2; w), is some 2^-11 of the whole, and so are its rounding errors. Ozaki et al. 2012, "Error-free
 * transformations of matrix multiplication", with one split. {@code docs/adr/0010-first-convolution.md} has the reasons and the cost.
 */
public final class FirstConvolution {
    /** Longer sums would cost too much to be computed three times, and their parts would have to be coarser. */
    private static final long MOST_TAPS = 64;

    private static final int BITS_OF_INPUT = 11;
    private static final int BITS_OF_WEIGHTS = 12;

    private FirstConvolution() {}

    /** Replaces the convolution in the forward part, when there is one to which this applies. */
    public static void sharpen(Emission e, InputRange range) {
        Graph graph = e.forward();
        String image = graph.inputs().get(0).name();
        List<Node> readers = graph.consumers().getOrDefault(image, List.of());
        double largest = Stream.concat(range.low().stream(), range.high().stream())
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
        if (readers.size() == 1 && largest > 0 && largest < 1e6 && applies(readers.get(0), e)) {
            replace(e, readers.get(0), Math.scalb(1.0, Math.getExponent(largest) + 1));
        }
    }

    private static boolean applies(Node node, Emission e) {
        Tensor weight = node.is("Conv") ? e.weight(node.input(1)) : null;
        Tensor bias = node.hasInput(2) ? e.weight(node.input(2)) : Tensor.scalar(0);
        return weight != null
                && bias != null
                && node.integer("group", 1) == 1
                && weight.elements() <= MOST_TAPS * weight.size(0)
                && feedsMaxPool(node.output(), e.forward());
    }

    private static boolean feedsMaxPool(String value, Graph graph) {
        Map<String, List<Node>> consumers = graph.consumers();
        String current = value;
        for (int i = 0; i < 4; i++) {
            List<Node> readers = consumers.getOrDefault(current, List.of());
            if (readers.stream().anyMatch(n -> n.is("MaxPool"))) {
                return true;
            }
            Operator operator = readers.size() == 1 ? Operator.of(readers.get(0)) : null;
            if (operator == null || operator.kind(1) != LayerKind.ACTIVATION) {
                return false;
            }
            current = readers.get(0).output();
        }
        return false;
    }

    /** {@code bound} is a power of two that no element of the input exceeds; beyond it sums are rounded as usual. */
    private static void replace(Emission e, Node node, double bound) {
        Tensor weight = java.util.Objects.requireNonNull(e.weight(node.input(1)));
        Tensor bias = node.hasInput(2) ? e.weight(node.input(2)) : null;
        double inputStep = bound * Math.scalb(1.0, -BITS_OF_INPUT);
        Split split = Split.of(weight, bias, inputStep);
        Draft draft = new Draft(e.editor(), "first/");
        String x = node.input(0);
        String magic = draft.constant("shift", Tensor.scalar((float) (1.5 * 0x1p23 * inputStep)));
        String coarse = draft.sub(draft.add(x, magic), magic);
        String fine = draft.sub(x, coarse);
        String both = draft.concat(1, coarse, fine);
        List<String> most =
                List.of(coarse, draft.constant("coarse", split.coarse()), draft.constant("bias", split.coarseBias()));
        List<String> negatedRest = List.of(
                both,
                draft.constant("fine", split.negatedFine()),
                draft.constant("fine_bias", split.negatedFineBias()));
        // negated and subtracted: the runtime would merge an addition into the convolution and round at each channel
        String sum = draft.op("Conv", most, node.attributes());
        String rest = draft.op("Conv", negatedRest, node.attributes());
        draft.put(node.as("Sub", List.of(sum, rest), Map.of()));
        draft.replace(node);
    }

    /** Weights O x I x k and bias in two parts; the fine weights are O x 2I x k: for x1, then for x2. */
    private record Split(Tensor coarse, Tensor coarseBias, Tensor negatedFine, Tensor negatedFineBias) {
        static Split of(Tensor weight, @Nullable Tensor bias, double inputStep) {
            int outputs = (int) weight.size(0);
            float[] w = weight.toFloats();
            float[] b = bias == null ? new float[outputs] : bias.toFloats();
            int taps = w.length / outputs;
            float[] coarse = new float[w.length];
            float[] fine = new float[2 * w.length];
            float[] coarseBias = new float[outputs];
            float[] fineBias = new float[outputs];
            for (int o = 0; o < outputs; o++) {
                double sum = Math.abs(b[o]) * 0x1p-30 + Float.MIN_NORMAL;
                for (int t = 0; t < taps; t++) {
                    sum += Math.abs(w[o * taps + t]);
                }
                double step = Math.scalb(1.0, Math.getExponent(sum) + 1 - BITS_OF_WEIGHTS);
                for (int t = 0; t < taps; t++) {
                    float value = w[o * taps + t];
                    coarse[o * taps + t] = (float) (Math.rint(value / step) * step);
                    fine[2 * o * taps + t] = coarse[o * taps + t] - value;
                    fine[(2 * o + 1) * taps + t] = -value;
                }
                double biasStep = step * inputStep;
                coarseBias[o] = (float) (Math.rint(b[o] / biasStep) * biasStep);
                fineBias[o] = (float) ((double) coarseBias[o] - b[o]);
            }
            long[] shape = weight.shape();
            long[] doubled = weight.shape();
            doubled[1] *= 2;
            long[] perOutput = {outputs};
            return new Split(
                    Tensor.floats(shape, coarse),
                    Tensor.floats(perOutput, coarseBias),
                    Tensor.floats(doubled, fine),
                    Tensor.floats(perOutput, fineBias));
        }
    }
}
