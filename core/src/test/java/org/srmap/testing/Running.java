package org.srmap.testing;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;

/** Runs small graphs on random pictures. */
public final class Running {
    private Running() {}

    /** What the graph's first output is, computed as the graph says, without the runtime's own rewriting. */
    public static float[] plainly(Graph graph, Tensor input) {
        String output = graph.outputs().get(0).name();
        SessionSettings plain = new SessionSettings(1, false, SessionSettings.Device.CPU);
        try (Session session = Session.open(graph, plain)) {
            return session.run(Map.of(graph.inputs().get(0).name(), input), List.of(output))
                    .get(output)
                    .toFloats();
        }
    }

    /** Standard normal numbers in the shape of the graph's input, a batch of {@code batch}. */
    public static Tensor picture(Graph graph, int batch, long seed) {
        long[] sizes = graph.inputs().get(0).shape().sizes();
        sizes[0] = batch;
        return random(sizes, seed);
    }

    /** Standard normal numbers. */
    public static Tensor random(long[] sizes, long seed) {
        long count = 1;
        for (long size : sizes) {
            count *= size;
        }
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.floats(sizes, values);
    }
}
