package org.srmap;

import java.util.List;

/**
 * What is wanted of the walk back besides the relevance of the pixels.
 *
 * @param at nodes (or values) whose relevance is wanted too
 * @param keep conditions on relevance at nodes
 */
public record Inside(List<String> at, List<Keep> keep) {

    public Inside {
        at = List.copyOf(at);
        keep = List.copyOf(keep);
    }

    /** Nothing. */
    public static Inside nothing() {
        return new Inside(List.of(), List.of());
    }
}
