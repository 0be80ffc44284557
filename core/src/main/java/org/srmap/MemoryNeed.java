package org.srmap;

import java.util.Locale;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * An estimate of the resident memory that explaining one picture with a relevance preset takes, from the sizes of a
 * canonical graph.
 *
 * @param weights bytes of all weights
 * @param variants bytes of the forms of the convolutions' weights (positive parts, turned round, in the runtime's order)
 * @param activations bytes of all values of the forward pass, which wait for the backward pass, and as much for what the
 *     backward pass makes of them
 */
record MemoryNeed(long weights, long variants, long activations) {
    /** Measured: forms of a convolution's weights that a session holds at its peak. */
    private static final int FORMS = 6;

    private static final long PROGRAM = 150_000_000;

    static MemoryNeed of(Graph canonical) {
        ShapeInference shapes = ShapeInference.of(canonical);
        long weights = 0;
        for (Tensor weight : canonical.weights().values()) {
            weights += weight.elements() * 4;
        }
        long variants = 0;
        long activations = 0;
        for (Node node : canonical.nodes()) {
            Tensor kernel = node.is("Conv") || node.is("ConvTranspose") ? canonical.weight(node.input(1)) : null;
            variants += kernel == null ? 0 : FORMS * 4 * kernel.elements();
            for (String output : node.outputs()) {
                Shape shape = shapes.shape(output);
                activations +=
                        shape != null && shape.rank() > 0 && shape.isStaticFrom(1) ? 8 * shape.elementsFrom(1) : 0;
            }
        }
        return new MemoryNeed(weights, variants, activations);
    }

    long total() {
        return weights + variants + activations + PROGRAM;
    }

    String inWords() {
        return String.format(
                Locale.ROOT,
                "about %.1f GB with a relevance preset and one picture at a time (weights %.0f MB, forms of them %.0f MB,"
                        + " activations %.0f MB)",
                total() / 1e9,
                weights / 1e6,
                variants / 1e6,
                activations / 1e6);
    }
}
