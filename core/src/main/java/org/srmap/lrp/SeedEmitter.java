package org.srmap.lrp;

import java.util.List;
import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;

/** Appends the initial relevance, M x classes. */
final class SeedEmitter {
    private final Emission e;
    private final String logits;
    private final long classes;

    /**
     * For logits as the backward walk sees them.
     *
     * @param logits name of a value M x classes
     */
    SeedEmitter(Emission e, String logits, long classes) {
        this.e = e;
        this.logits = logits;
        this.classes = classes;
    }

    String emit(Initial initial) {
        return switch (initial) {
            case VECTOR -> Compiled.INITIAL;
            case ONE -> oneHot(target());
            case LOGIT -> e.mul(logits, oneHot(target()));
            case PROBABILITY ->
                e.mul(e.op("Softmax", List.of(logits), Map.of("axis", new Attribute.Int(1))), oneHot(target()));
            case DIFFERENCE -> {
                String target = oneHot(target());
                yield e.mul(logits, e.sub(target, oneHot(other(target))));
            }
        };
    }

    /** The class to explain, M x 1. */
    private String target() {
        return orBest(Compiled.TARGET, logits);
    }

    private String other(String target) {
        String without = e.sub(logits, e.mul(target, e.scalar(Float.MAX_VALUE)));
        return orBest(Compiled.OTHER, without);
    }

    private String orBest(String given, String scores) {
        String best = e.op("ArgMax", List.of(scores), Map.of("axis", new Attribute.Int(1)));
        String column = e.reshape(given, -1, 1);
        return e.where(e.op("Less", column, e.longs(0)), best, column);
    }

    private String oneHot(String column) {
        long[] all = new long[(int) classes];
        java.util.Arrays.setAll(all, i -> i);
        String equal = e.op("Equal", column, e.reshape(e.longs(all), 1, classes));
        return e.op("Cast", List.of(equal), Map.of("to", Emission.type(DataType.FLOAT)));
    }
}
