package org.srmap.attribution;

import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.rule.Initial;

/**
 * A relevance pass that was compiled before and read from a file; a request cannot change it any more.
 *
 * @param name name of the composite that it was compiled with
 * @param initial what relevance starts from
 * @param compiled the graph
 */
public record Precompiled(String name, Initial initial, RelevanceGraph compiled) implements Method {
    @Override
    public Attribution open(Network network, Request request) {
        return new Propagation(network, request, compiled);
    }
}
