package org.srmap.attribution;

import org.jspecify.annotations.Nullable;
import org.srmap.graph.Graph;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.rule.Initial;

/**
 * The method that an explainer file was written with; a request cannot change it any more.
 *
 * @param name name of the composite
 * @param precision arithmetic of the forward pass
 * @param compiled the file's graph
 */
public record FileMethod(String name, Precision precision, RelevanceGraph compiled) implements Method {
    @Override
    public Initial initial() {
        return compiled.initial();
    }

    @Override
    public Initial initial(@Nullable Initial wanted) {
        return initial();
    }

    @Override
    public Request request(Request plain, Precision wanted, Graph canonical) {
        return precision == Precision.FLOAT64 ? plain.withDoubleForward() : plain;
    }

    @Override
    public Attribution open(Network network, Request request) {
        if (!request.taps().isEmpty() || !request.masks().isEmpty()) {
            throw new IllegalArgumentException(
                    "relevance at nodes, or of some channels or a region, is not in an explainer"
                            + " file; explain the model that it was made from");
        }
        return new Propagation(network, compiled);
    }
}
