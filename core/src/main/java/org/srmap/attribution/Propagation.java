package org.srmap.attribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.srmap.canonize.Link;
import org.srmap.graph.Tensor;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.rule.Initial;
import org.srmap.runtime.Session;

/** Forward and backward pass in one graph and one run. */
final class Propagation implements Attribution {
    private final Network network;
    private final Request request;
    private final RelevanceGraph compiled;
    private final Session session;

    Propagation(Network network, Request request) {
        this(network, request, RelevanceCompiler.compile(network.graph(), request));
    }

    Propagation(Network network, Request request, RelevanceGraph compiled) {
        this.network = network;
        this.request = request;
        this.compiled = compiled;
        session = Session.open(compiled.graph(), network.session());
    }

    @Override
    public Answer explain(Question question) {
        Question asked = request.severalTargets() || question.isOneToOne() ? question : question.repeated();
        List<String> outputs = new ArrayList<>(List.of(compiled.logits(), compiled.relevance()));
        outputs.addAll(compiled.taps());
        if (!compiled.ledger().isEmpty()) {
            outputs.add(compiled.ledger());
        }
        Map<String, Tensor> out = session.run(inputs(asked), outputs);
        List<float[]> perImage = Rows.of(out, compiled.logits());
        List<float[]> logits =
                IntStream.of(asked.pictures()).mapToObj(perImage::get).toList();
        List<float[]> maps = Rows.of(out, compiled.relevance()).stream()
                .map(network::channelsFirst)
                .toList();
        List<float[]> ledger = compiled.ledger().isEmpty() ? List.of() : Rows.of(out, compiled.ledger());
        List<Double> initial = new ArrayList<>();
        List<List<float[]>> inner = new ArrayList<>();
        List<List<float[]>> taps =
                compiled.taps().stream().map(tap -> Rows.of(out, tap)).toList();
        for (int i = 0; i < asked.maps(); i++) {
            int map = i;
            initial.add(StartingRelevance.sum(request.initial(), Link.of(network.graph()), logits.get(i), asked, i));
            inner.add(taps.stream().map(tap -> tap.get(map)).toList());
        }
        return new Answer(logits, network.channels(), maps, initial, ledger, inner);
    }

    private Map<String, Tensor> inputs(Question asked) {
        Map<String, Tensor> in = new LinkedHashMap<>();
        in.put(compiled.input(), network.batch(asked.images()));
        if (request.severalTargets()) {
            in.put(RelevanceGraph.PICTURE, longs(asked.pictures()));
        }
        if (request.initial() == Initial.VECTOR) {
            in.put(RelevanceGraph.INITIAL, StartingRelevance.vectors(asked, network.classes()));
            return in;
        }
        in.put(RelevanceGraph.TARGET, longs(asked.targets()));
        if (request.initial() == Initial.DIFFERENCE) {
            in.put(RelevanceGraph.OTHER, longs(asked.others()));
        }
        return in;
    }

    private static Tensor longs(int[] values) {
        return Tensor.longs(IntStream.of(values).asLongStream().toArray());
    }

    @Override
    public RelevanceGraph compiled() {
        return compiled;
    }

    @Override
    public void close() {
        session.close();
    }
}
