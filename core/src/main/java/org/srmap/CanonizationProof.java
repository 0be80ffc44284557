package org.srmap;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.srmap.canonize.DropFinalSoftmax;
import org.srmap.canonize.Passes;
import org.srmap.canonize.WidenFloats;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
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
     * @throws IllegalStateException when it is above 1e-4: a pass changed what the model computes
     */
    static double relativeError(Model model, Graph canonical) {
        Value input = canonical.inputs().get(0);
        long[] sizes = input.shape().sizes();
        sizes[0] = 1;
        Random random = new Random(SEED);
        float[] noise = new float[(int) input.shape().elementsFrom(1)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        Tensor x = Tensor.floats(sizes, noise);
        float[] before = logits(untouched(model), x);
        float[] after = logits(canonical, x);
        double most = 0;
        double scale = 1e-12;
        for (int i = 0; i < before.length; i++) {
            most = Math.max(most, Math.abs((double) before[i] - after[i]));
            scale = Math.max(scale, Math.abs(before[i]));
        }
        double error = most / scale;
        if (!(error <= MOST)) {
            throw new IllegalStateException("canonization changed the logits by " + error + " (relative); please report"
                    + " this model. --no-proof goes on all the same");
        }
        return error;
    }

    /** The model as it was read, with its own operators; only its softmax is cut off, so that logits are compared. */
    private static Graph untouched(Model model) {
        return Passes.run(model.graph(), List.of(new WidenFloats(), new DropFinalSoftmax()))
                .graph();
    }

    private static float[] logits(Graph graph, Tensor x) {
        String output = graph.outputs().get(0).name();
        try (Session session = Session.open(graph, SessionSettings.threads(1))) {
            Tensor logits = session.run(Map.of(graph.inputs().get(0).name(), x), List.of(output))
                    .get(output);
            if (logits == null) {
                throw new ModelException("the model gave no output");
            }
            return logits.toFloats();
        }
    }
}
