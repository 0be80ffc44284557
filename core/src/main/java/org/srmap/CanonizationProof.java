package org.srmap;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.srmap.canonize.DropFinalSigmoid;
import org.srmap.canonize.DropFinalSoftmax;
import org.srmap.canonize.Link;
import org.srmap.canonize.Passes;
import org.srmap.canonize.WidenFloats;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;

/** Runs a model before and after canonization on the same noise and compares the logits. */
final class CanonizationProof {
    private static final long SEED = 7;
    private static final double MOST = 1e-4;

    private CanonizationProof() {}

    /**
     * Largest difference of the logits over the largest logit.
     *
     * @param read the model as it was read, with what is explained as its only output
     * @throws IllegalStateException when it is above 1e-4: a pass changed what the model computes
     */
    static double relativeError(Graph read, Graph canonical) {
        Value input = canonical.inputs().get(0);
        long[] sizes = input.shape().sizes();
        long fixed = read.inputs().get(0).shape().size(0);
        sizes[0] = fixed < 0 ? 1 : fixed;
        Random random = new Random(SEED);
        float[] noise = new float[Math.toIntExact(Shape.of(sizes).elementsFrom(0))];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        Tensor x = Tensor.floats(sizes, noise);
        Graph untouched = untouched(read);
        float[] after = logits(canonical, x, true);
        if (Link.of(untouched) != Link.of(canonical) && after.length > sizes[0]) {
            after = probabilities(after); // two sides of a score that the model gives as probabilities
        }
        double error = difference(logits(untouched, x, true), after);
        if (!(error <= MOST)) { // some of the runtime's own fusions are not exact, such as those of quantised weights
            error = difference(logits(untouched, x, false), after);
        }
        if (!(error <= MOST)) {
            throw new IllegalStateException("canonization changed the logits by " + error + " (relative); please report"
                    + " this model. --no-proof goes on all the same");
        }
        return error;
    }

    private static double difference(float[] before, float[] after) {
        double most = 0;
        double scale = 1e-12;
        for (int i = 0; i < before.length; i++) {
            most = Math.max(most, Math.abs((double) before[i] - after[i]));
            scale = Math.max(scale, Math.abs(before[i]));
        }
        return most / scale;
    }

    /** The model as it was read, with its own operators; only its softmax or sigmoid is cut off, so that logits are compared. */
    private static Graph untouched(Graph read) {
        return Passes.run(read, List.of(new WidenFloats(), new DropFinalSoftmax(), new DropFinalSigmoid()))
                .graph();
    }

    private static float[] probabilities(float[] logits) {
        double[] exact = Link.SIGMOID.probabilities(logits);
        float[] probabilities = new float[exact.length];
        for (int i = 0; i < exact.length; i++) {
            probabilities[i] = (float) exact[i];
        }
        return probabilities;
    }

    private static float[] logits(Graph graph, Tensor x, boolean optimized) {
        String output = graph.outputs().get(0).name();
        try (Session session = Session.open(graph, new SessionSettings(1, optimized, SessionSettings.Device.CPU))) {
            Tensor logits = session.run(Map.of(graph.inputs().get(0).name(), x), List.of(output))
                    .get(output);
            if (logits == null) {
                throw new ModelException("the model gave no output");
            }
            return logits.toFloats();
        }
    }
}
