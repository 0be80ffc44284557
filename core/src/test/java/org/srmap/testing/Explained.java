package org.srmap.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;

/** A graph compiled for a request and ready to run on plain arrays. */
public final class Explained implements AutoCloseable {
    private final RelevanceGraph compiled;
    private final Session session;

    private Explained(RelevanceGraph compiled) {
        this.compiled = compiled;
        this.session = Session.open(compiled.graph(), SessionSettings.threads(1));
    }

    /** Compiles. */
    public static Explained of(Graph graph, Request request) {
        return new Explained(RelevanceCompiler.compile(graph, request));
    }

    public RelevanceGraph compiled() {
        return compiled;
    }

    /** Everything that was computed, by the names that {@link RelevanceGraph} gives. */
    public Map<String, Array> run(Array input, Map<String, Tensor> more) {
        Map<String, Tensor> given = new LinkedHashMap<>(more);
        given.put(compiled.input(), input.toTensor());
        List<String> asked = new ArrayList<>(List.of(compiled.logits(), compiled.relevance()));
        asked.addAll(compiled.taps());
        if (!compiled.ledger().isEmpty()) {
            asked.add(compiled.ledger());
        }
        Map<String, Array> results = new LinkedHashMap<>();
        session.run(given, asked).forEach((name, tensor) -> results.put(name, Array.of(tensor)));
        return results;
    }

    /** Relevance of the input for an initial relevance given as a vector per picture. */
    public Array fromVector(Array input, Array initial) {
        return run(input, Map.of(RelevanceGraph.INITIAL, initial.toTensor())).get(compiled.relevance());
    }

    /** Relevance of the first tap for an initial relevance given as a vector per picture. */
    public Array tapFromVector(Array input, Array initial) {
        return run(input, Map.of(RelevanceGraph.INITIAL, initial.toTensor()))
                .get(compiled.taps().get(0));
    }

    /** Relevance of the input for one class per picture. */
    public Array forTargets(Array input, long... targets) {
        return run(input, Map.of(RelevanceGraph.TARGET, Tensor.longs(targets))).get(compiled.relevance());
    }

    @Override
    public void close() {
        session.close();
    }
}
