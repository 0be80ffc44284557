package org.srmap.attribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.rule.Initial;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;

/** Runs any number of pictures through a network in batches, with or without gradients. */
final class Probe implements AutoCloseable {
    private final Network network;
    private final List<RelevanceGraph.Assigned> layers;
    private final Session session;
    private final int batch;
    private final List<String> outputs;

    /**
     * What one picture gave.
     *
     * @param logits one per class
     * @param gradient of v . logits with respect to the input (channels x height x width) or to the value asked for;
     *     empty without gradients
     * @param activation the value asked for; empty when none was
     */
    record Pass(float[] logits, float[] gradient, float[] activation) {}

    /** Takes what a picture gave. */
    interface Taker {
        /** For picture {@code i}; they come in order. */
        void take(int i, Pass pass);
    }

    private Probe(Network network, List<RelevanceGraph.Assigned> layers, Graph graph, List<String> outputs, int batch) {
        this.network = network;
        this.layers = layers;
        this.outputs = outputs;
        this.batch = batch;
        session = Session.open(graph, network.session());
    }

    /** The network alone. */
    static Probe forward(Network network, int batch) {
        Graph graph = network.graph();
        String logits = graph.outputs().get(0).name();
        return new Probe(network, List.of(), graph, List.of(logits), batch);
    }

    /** The network with the gradient of its input. */
    static Probe gradients(Network network, int batch) {
        RelevanceGraph compiled = RelevanceCompiler.compile(network.graph(), gradient());
        List<String> outputs = List.of(compiled.logits(), compiled.relevance());
        return new Probe(network, compiled.layers(), compiled.graph(), outputs, batch);
    }

    /** The network with a value inside of it and that value's gradient. */
    static Probe inside(Network network, String value, Shape shape, int batch) {
        RelevanceGraph compiled =
                RelevanceCompiler.compile(network.graph(), gradient().withTaps(List.of(value)));
        String tap = compiled.taps().get(0);
        List<Value> kept = new ArrayList<>(compiled.graph().outputs().stream()
                .filter(v -> v.name().equals(compiled.logits()) || v.name().equals(tap))
                .toList());
        if (!value.equals(compiled.logits())) {
            kept.add(new Value(value, DataType.FLOAT, shape));
        }
        Graph cut = new GraphEditor(compiled.graph()).finish(compiled.graph().inputs(), kept);
        return new Probe(network, compiled.layers(), cut, List.of(compiled.logits(), tap, value), batch);
    }

    private static Request gradient() {
        return Request.of(Presets.named("gradient")).withInitial(Initial.VECTOR);
    }

    /**
     * Runs pictures.
     *
     * @param count how many
     * @param images gives the pictures, asked for in order
     * @param weights gives v of each; not asked for without gradients
     * @param taker takes the results, in order
     * @throws CancellationException when the calling thread is interrupted
     */
    void run(int count, IntFunction<float[]> images, IntFunction<float[]> weights, Taker taker) {
        for (int from = 0; from < count; from += batch) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted after " + from + " of " + count + " runs");
            }
            int to = Math.min(count, from + batch);
            Map<String, Tensor> out = session.run(inputs(from, to, images, weights), outputs);
            List<float[]> logits = Rows.of(out, outputs.get(0));
            List<float[]> gradients = outputs.size() > 1 ? Rows.of(out, outputs.get(1)) : null;
            List<float[]> inside = outputs.size() > 2 ? Rows.of(out, outputs.get(2)) : null;
            for (int i = from; i < to; i++) {
                float[] gradient = row(gradients, i - from);
                boolean ofInput = inside == null && gradient.length > 0;
                taker.take(
                        i,
                        new Pass(
                                logits.get(i - from),
                                ofInput ? network.channelsFirst(gradient) : gradient,
                                row(inside, i - from)));
            }
        }
    }

    private static float[] row(@Nullable List<float[]> rows, int i) {
        return rows == null ? new float[0] : rows.get(i);
    }

    private Map<String, Tensor> inputs(int from, int to, IntFunction<float[]> images, IntFunction<float[]> weights) {
        List<float[]> pictures = new ArrayList<>();
        for (int i = from; i < to; i++) {
            pictures.add(images.apply(i));
        }
        Map<String, Tensor> in = new LinkedHashMap<>();
        in.put(network.input(), network.batch(pictures));
        if (outputs.size() > 1) {
            int classes = network.classes();
            float[] vectors = new float[(to - from) * classes];
            for (int i = from; i < to; i++) {
                System.arraycopy(weights.apply(i), 0, vectors, (i - from) * classes, classes);
            }
            in.put(RelevanceGraph.INITIAL, Tensor.floats(new long[] {to - from, classes}, vectors));
        }
        return in;
    }

    List<RelevanceGraph.Assigned> layers() {
        return layers;
    }

    @Override
    public void close() {
        session.close();
    }
}
