package org.srmap.lrp;

import java.util.List;
import org.srmap.graph.Graph;
import org.srmap.rule.Initial;
import org.srmap.rule.Layer;
import org.srmap.rule.Rule;

/**
 * A graph that computes logits and relevance.
 *
 * @param graph the graph; its inputs are {@code input} and what {@link Request} adds, its outputs the names below
 * @param initial what relevance starts from
 * @param input name of the image input, N x C x H x W
 * @param logits name of the logits, N x classes
 * @param relevance name of the relevance of the input, M x C x H x W
 * @param taps names of the outputs with the relevance of the values asked for, in the order asked
 * @param ledger name of the ledger, M x nodes x 4 (in, out, bias, stabilizer); empty when not asked for
 * @param ledgerNodes names of the ledger's nodes
 * @param layers what every node is and which rule it has
 */
public record RelevanceGraph(
        Graph graph,
        Initial initial,
        String input,
        String logits,
        String relevance,
        List<String> taps,
        String ledger,
        List<String> ledgerNodes,
        List<Assigned> layers) {

    /** Name of the input with the class to explain, int64 M; -1: the class with the largest logit, -2: the second, ... */
    public static final String TARGET = "srmap_target";

    /**
     * Name of the input with the class to compare with, int64 M; -1: the strongest other class, -2: the second of the others,
     * ... For {@link Initial#DIFFERENCE}.
     */
    public static final String OTHER = "srmap_other";

    /** Name of the input with the whole initial relevance, float M x classes. For {@link Initial#VECTOR}. */
    public static final String INITIAL = "srmap_initial";

    /** Name of the input that says which picture each map belongs to, int64 M. For several targets per picture. */
    public static final String PICTURE = "srmap_picture";

    public RelevanceGraph {
        taps = List.copyOf(taps);
        ledgerNodes = List.copyOf(ledgerNodes);
        layers = List.copyOf(layers);
    }

    /** Whether a picture may have several maps: the graph has the input {@link #PICTURE}. */
    public boolean severalTargets() {
        return graph.inputs().stream().anyMatch(v -> v.name().equals(PICTURE));
    }

    /** A layer and its rule. */
    public record Assigned(Layer layer, Rule rule) {}
}
