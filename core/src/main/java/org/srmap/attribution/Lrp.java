package org.srmap.attribution;

import org.srmap.graph.Graph;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.Request;
import org.srmap.rule.Composite;
import org.srmap.rule.Dialect;
import org.srmap.rule.Initial;

/**
 * One backward pass by the rules of a composite: relevance propagation, and everything else that is a preset.
 *
 * @param composite which layer gets which rule
 */
public record Lrp(Composite composite) implements Method {
    @Override
    public String name() {
        return composite.name();
    }

    @Override
    public Initial initial() {
        return composite.initial();
    }

    @Override
    public Method in(Dialect dialect) {
        return new Lrp(composite.in(dialect));
    }

    @Override
    public Request request(Request plain, Precision wanted, Graph canonical) {
        return wanted.applied(plain, canonical);
    }

    @Override
    public Attribution open(Network network, Request request) {
        return new Propagation(network, RelevanceCompiler.compile(network.graph(), request));
    }
}
