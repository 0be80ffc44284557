package org.srmap.lrp.emit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.Link;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Node;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.rule.Initial;

/** Appends the initial relevance, M x classes. */
public final class SeedEmitter {
    private final Emission e;
    private final String logits;
    private final long classes;

    /**
     * For logits as the backward walk sees them.
     *
     * @param logits name of a value M x classes
     */
    public SeedEmitter(Emission e, String logits, long classes) {
        this.e = e;
        this.logits = logits;
        this.classes = classes;
    }

    public String emit(Initial initial) {
        return switch (initial) {
            case VECTOR -> RelevanceGraph.INITIAL;
            case ONE -> oneHot(target());
            case LOGIT -> e.mul(logits, oneHot(target()));
            case PROBABILITY -> e.mul(probabilities(), oneHot(target()));
            case DIFFERENCE -> {
                String target = oneHot(target());
                yield e.mul(logits, e.sub(target, oneHot(other(target))));
            }
        };
    }

    private String probabilities() {
        return Link.of(e.forward()) == Link.SIGMOID
                ? e.op("Sigmoid", logits)
                : e.op("Softmax", List.of(logits), Map.of("axis", new Attribute.Int(1)));
    }

    /** The class to explain, M x 1. */
    private String target() {
        return orBest(RelevanceGraph.TARGET, logits);
    }

    private String other(String target) {
        String without = e.sub(logits, e.mul(target, e.scalar(Float.MAX_VALUE)));
        return orBest(RelevanceGraph.OTHER, without);
    }

    /** A class index as it is given, or for a negative one the class of that rank: -1 the best score, -2 the second. */
    private String orBest(String given, String scores) {
        String column = e.reshape(given, -1, 1);
        String place = e.sub(e.op("Max", e.op("Neg", column), e.longs(1)), e.longs(1));
        String byRank = e.op("GatherElements", List.of(ranking(scores), place), Map.of("axis", new Attribute.Int(1)));
        return existing(e.where(e.op("Less", column, e.longs(0)), byRank, column));
    }

    /** The same class index; where there is no such class the runtime refuses it, rather than explaining nothing. */
    private String existing(String column) {
        return e.op("Gather", List.of(e.longs(indices()), column), Map.of("axis", new Attribute.Int(0)));
    }

    private long[] indices() {
        long[] all = new long[(int) classes];
        Arrays.setAll(all, i -> i);
        return all;
    }

    /** Class indices, the largest score first, the smaller index first among equals. */
    private String ranking(String scores) {
        String sorted = e.editor().fresh("lrp/sorted");
        String order = e.editor().fresh("lrp/ranking");
        List<String> inputs = List.of(scores, e.longs(classes));
        e.editor().append(new Node(order, "", "TopK", inputs, List.of(sorted, order), Map.of()));
        return order;
    }

    private String oneHot(String column) {
        String equal = e.op("Equal", column, e.reshape(e.longs(indices()), 1, classes));
        return e.cast(equal, DataType.FLOAT);
    }
}
