package org.srmap;

import java.util.List;

/**
 * What is wanted of the walk back besides the relevance of the pixels.
 *
 * @param at nodes (or values) whose relevance is wanted too
 * @param keep conditions on relevance at nodes
 */
public record InnerRequest(List<String> at, List<RelevanceMask> keep) {

    public InnerRequest {
        at = List.copyOf(at);
        keep = List.copyOf(keep);
    }

    /** Nothing. */
    public static InnerRequest nothing() {
        return new InnerRequest(List.of(), List.of());
    }
}
