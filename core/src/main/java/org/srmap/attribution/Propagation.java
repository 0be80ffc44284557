package org.srmap.attribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.srmap.canonize.Link;
import org.srmap.graph.Tensor;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.rule.Initial;
import org.srmap.runtime.Session;

/** Forward and backward pass in one graph and one run. */
final class Propagation implements Attribution {
    private final Network network;
    private final RelevanceGraph compiled;
    private final Session session;

    Propagation(Network network, RelevanceGraph compiled) {
        this.network = network;
        this.compiled = compiled;
        session = Session.open(compiled.graph(), network.session());
    }

    @Override
    public Answer explain(Question question) {
        Question asked = compiled.severalTargets() || question.isOneToOne() ? question : question.repeated();
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
            initial.add(StartingRelevance.sum(compiled.initial(), Link.of(network.graph()), logits.get(i), asked, i));
            inner.add(taps.stream().map(tap -> tap.get(map)).toList());
        }
        return new Answer(logits, network.channels(), maps, initial, ledger, inner);
    }

    private Map<String, Tensor> inputs(Question asked) {
        Map<String, Tensor> in = new LinkedHashMap<>();
        in.put(compiled.input(), network.batch(asked.images()));
        if (compiled.severalTargets()) {
            in.put(
                    RelevanceGraph.PICTURE,
                    Tensor.longs(IntStream.of(asked.pictures()).asLongStream().toArray()));
        }
        if (compiled.initial() == Initial.VECTOR) {
            in.put(RelevanceGraph.INITIAL, StartingRelevance.vectors(asked, network.classes()));
            return in;
        }
        in.put(RelevanceGraph.TARGET, codes(asked.targets()));
        if (compiled.initial() == Initial.DIFFERENCE) {
            in.put(RelevanceGraph.OTHER, codes(asked.others()));
        }
        return in;
    }

    private static Tensor codes(List<ClassChoice> classes) {
        return Tensor.longs(classes.stream().mapToLong(ClassChoice::code).toArray());
    }

    @Override
    public List<RelevanceGraph.Assigned> layers() {
        return compiled.layers();
    }

    @Override
    public List<String> ledgerNodes() {
        return compiled.ledgerNodes();
    }

    @Override
    public void close() {
        session.close();
    }
}
