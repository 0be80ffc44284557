package org.srmap.attribution;

import java.util.List;

/**
 * What a method says.
 *
 * @param logits of every map's picture, one number per class
 * @param channels channels of the maps: those of the input, or 1 for methods that rate whole pixels
 * @param maps for each map asked for, channels x height x width; what speaks for the class is positive
 * @param initial for each map, what its sum should be if nothing was lost on the way; NaN for methods that do not
 *     distribute anything
 * @param ledger for each map, the rows of {@link org.srmap.lrp.RelevanceGraph#ledgerNodes}; empty when no books are kept
 * @param inner for each map, the relevance of the values asked for, in the order asked
 */
public record Answer(
        List<float[]> logits,
        int channels,
        List<float[]> maps,
        List<Double> initial,
        List<float[]> ledger,
        List<List<float[]>> inner) {

    public Answer {
        logits = List.copyOf(logits);
        maps = List.copyOf(maps);
        initial = List.copyOf(initial);
        ledger = List.copyOf(ledger);
        inner = inner.stream().map(List::copyOf).toList();
    }
}
