package org.srmap.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.rule.Initial;

/** A baseline made ready for a network. */
final class BaselineAttribution implements Attribution {
    private static final Set<Initial> LINEAR = Set.of(Initial.ONE, Initial.DIFFERENCE, Initial.VECTOR);

    private final Baseline baseline;
    private final Network network;
    private final Request request;
    private final Probe probe;
    private final Baseline.Mapper mapper;

    BaselineAttribution(Baseline baseline, Network network, Request request) {
        if (!LINEAR.contains(request.initial())) {
            throw new IllegalArgumentException(baseline.name() + " explains a weighted sum of the logits; use initial"
                    + " relevance one, difference or a vector, not "
                    + request.initial().id());
        }
        if (!request.taps().isEmpty() || !request.masks().isEmpty()) {
            throw new IllegalArgumentException(baseline.name() + " rates pixels only: relevance at other nodes, or of"
                    + " some channels or a region, needs relevance propagation");
        }
        this.baseline = baseline;
        this.network = network;
        this.request = request;
        mapper = baseline.mapper(network, request);
        probe = baseline.probe(network, baseline.batch());
    }

    @Override
    public Answer explain(Question question) {
        List<float[]> images = question.images();
        List<float[]> ofImages = new ArrayList<>();
        float[] nothing = new float[network.classes()];
        probe.run(images.size(), images::get, i -> nothing, (i, pass) -> ofImages.add(pass.logits()));
        List<Case> cases = new ArrayList<>();
        List<float[]> logits = new ArrayList<>();
        for (int i = 0; i < question.maps(); i++) {
            int picture = question.pictures()[i];
            float[] own = ofImages.get(picture);
            float[] weights = StartingRelevance.weights(request.initial(), own, question, i);
            cases.add(new Case(images.get(picture), weights, own));
            logits.add(own);
        }
        List<Baseline.Mapped> mapped = mapper.maps(probe, cases);
        List<float[]> maps = mapped.stream().map(Baseline.Mapped::values).toList();
        List<Double> initial = mapped.stream().map(Baseline.Mapped::initial).toList();
        List<List<float[]>> inner = cases.stream().map(c -> List.<float[]>of()).toList();
        return new Answer(logits, baseline.channels(network), maps, initial, List.of(), inner);
    }

    @Override
    public List<RelevanceGraph.Assigned> layers() {
        return probe.layers();
    }

    @Override
    public List<String> ledgerNodes() {
        return List.of();
    }

    @Override
    public void close() {
        probe.close();
    }
}
