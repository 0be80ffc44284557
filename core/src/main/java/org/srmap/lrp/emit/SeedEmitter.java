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
    private final Term logits;
    private final long classes;

    /**
     * For logits as the backward walk sees them.
     *
     * @param logits a value M x classes
     */
    public SeedEmitter(Term logits, long classes) {
        this.e = logits.emission();
        this.logits = logits;
        this.classes = classes;
    }

    public Term emit(Initial initial) {
        return switch (initial) {
            case VECTOR -> e.term(RelevanceGraph.INITIAL);
            case ONE -> oneHot(target());
            case LOGIT -> logits.times(oneHot(target()));
            case PROBABILITY -> probabilities().times(oneHot(target()));
            case DIFFERENCE -> {
                Term target = oneHot(target());
                yield logits.times(target.minus(oneHot(other(target))));
            }
        };
    }

    private Term probabilities() {
        return Link.of(e.forward()) == Link.SIGMOID
                ? logits.op("Sigmoid")
                : logits.op("Softmax", Map.of("axis", new Attribute.Int(1)));
    }

    /** The class to explain, M x 1. */
    private Term target() {
        return orBest(RelevanceGraph.TARGET, logits);
    }

    private Term other(Term target) {
        return orBest(RelevanceGraph.OTHER, logits.minus(target.times(Float.MAX_VALUE)));
    }

    /** A class index as it is given, or for a negative one the class of that rank: -1 the best score, -2 the second. */
    private Term orBest(String given, Term scores) {
        Term column = e.term(given).reshape(-1, 1);
        Term one = e.term(e.longs(1));
        Term place = column.negated().op("Max", one).minus(one);
        Term byRank = ranking(scores).op("GatherElements", Map.of("axis", new Attribute.Int(1)), place);
        return existing(column.op("Less", e.term(e.longs(0))).where(byRank, column));
    }

    /** The same class index; where there is no such class the runtime refuses it, rather than explaining nothing. */
    private Term existing(Term column) {
        return e.term(e.gather(e.longs(indices()), column.name(), 0));
    }

    private long[] indices() {
        long[] all = new long[(int) classes];
        Arrays.setAll(all, i -> i);
        return all;
    }

    /** Class indices, the largest score first, the smaller index first among equals. */
    private Term ranking(Term scores) {
        String sorted = e.editor().fresh("lrp/sorted");
        String order = e.editor().fresh("lrp/ranking");
        List<String> inputs = List.of(scores.name(), e.longs(classes));
        e.editor().append(new Node(order, "", "TopK", inputs, List.of(sorted, order), Map.of()));
        return e.term(order);
    }

    private Term oneHot(Term column) {
        Term classIndices = e.term(e.longs(indices())).reshape(1, classes);
        return column.op("Equal", classIndices).cast(DataType.FLOAT);
    }
}
