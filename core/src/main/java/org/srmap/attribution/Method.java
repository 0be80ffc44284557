package org.srmap.attribution;

import org.jspecify.annotations.Nullable;
import org.srmap.graph.Graph;
import org.srmap.lrp.Precision;
import org.srmap.lrp.Request;
import org.srmap.rule.Composite;
import org.srmap.rule.Dialect;
import org.srmap.rule.Initial;
import org.srmap.rule.Presets;

/** A way to explain, with its parameters. */
public interface Method {
    /** What results call it: the preset's name, or the baseline's with its parameters, as {@link Methods} reads it. */
    String name();

    /** The rules of the backward pass that it runs. */
    default Composite composite() {
        return Presets.named("gradient");
    }

    /** The initial relevance that it is meant for. */
    default Initial initial() {
        return Initial.ONE;
    }

    /** This method with its rules as another program understands them; itself where it has none of its own. */
    default Method in(Dialect dialect) {
        return this;
    }

    /** The initial relevance that it starts from when {@code wanted} is asked for; null: when nothing is. */
    default Initial initial(@Nullable Initial wanted) {
        return wanted != null ? wanted : initial();
    }

    /**
     * The request with what the method needs for the arithmetic wanted.
     *
     * @param plain a request in float32
     * @param wanted arithmetic of the forward pass
     * @param canonical the network
     */
    default Request request(Request plain, Precision wanted, Graph canonical) {
        return plain;
    }

    /**
     * Makes it ready for a network.
     *
     * @param request initial relevance, input range and extras; its composite is {@link #composite}
     * @throws org.srmap.graph.ModelException when the network cannot be explained
     * @throws IllegalArgumentException when the method cannot do what the request asks for
     */
    Attribution open(Network network, Request request);
}
