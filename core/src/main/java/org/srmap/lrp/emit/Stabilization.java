package org.srmap.lrp.emit;

import java.util.List;
import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.rule.Stabilizer;

/** Appends s(z). */
final class Stabilization {
    private Stabilization() {}

    static String apply(Emission e, String z, Stabilizer stabilizer, boolean nonNegative) {
        String stabilized = stabilizer.epsilon() == 0 ? z : movedAway(e, z, stabilizer, nonNegative);
        return canBeZero(stabilizer)
                // no relevance passes where the denominator is zero
                ? e.where(e.op("Equal", stabilized, e.scalar(0)), e.scalar(Double.POSITIVE_INFINITY), stabilized)
                : stabilized;
    }

    /** Without epsilon, or when epsilon is a part of a norm that may be zero. */
    private static boolean canBeZero(Stabilizer stabilizer) {
        return stabilizer.epsilon() == 0 || stabilizer.normScale();
    }

    /**
     * Appends what the stabilizer takes of each output's relevance.
     *
     * @param share relevance / stabilized
     * @param stabilized what {@link #apply} gave for z
     */
    static String taken(
            Emission e, String relevance, String share, String z, String stabilized, Stabilizer stabilizer) {
        String taken = e.mul(share, e.sub(stabilized, z));
        return canBeZero(stabilizer) ? e.where(e.op("IsInf", stabilized), relevance, taken) : taken;
    }

    private static String movedAway(Emission e, String z, Stabilizer stabilizer, boolean nonNegative) {
        String epsilon = epsilon(e, z, stabilizer);
        return switch (stabilizer.mode()) {
            case ADD -> e.add(z, epsilon);
            case SIGN -> nonNegative ? e.add(z, epsilon) : e.add(z, signed(e, z, epsilon));
            case CLIP -> {
                String size = e.op("Max", e.op("Abs", z), epsilon);
                yield nonNegative ? size : e.where(e.op("Less", z, e.scalar(0)), e.op("Neg", size), size);
            }
        };
    }

    private static String signed(Emission e, String z, String epsilon) {
        return e.where(e.op("Less", z, e.scalar(0)), e.op("Neg", epsilon), epsilon);
    }

    private static String epsilon(Emission e, String z, Stabilizer stabilizer) {
        String epsilon = e.scalar(stabilizer.epsilon());
        if (!stabilizer.normScale()) {
            return epsilon;
        }
        String flat = e.op("Flatten", List.of(e.mul(z, z)), Map.of("axis", new Attribute.Int(1)));
        String mean = e.mean(flat, 1);
        String scaled = e.mul(e.op("Sqrt", mean), epsilon);
        return e.op("Reshape", scaled, broadcastTarget(e, z));
    }

    /** The shape N x 1 x 1 ... of z, as a value: batch size of z, then ones. */
    private static String broadcastTarget(Emission e, String z) {
        String shape = e.op("Shape", z);
        String ones = e.op("Div", shape, shape);
        String first = e.slice(shape, new long[] {0}, new long[] {1}, new long[] {0}, new long[] {1});
        String rest = e.slice(ones, new long[] {1}, new long[] {Integer.MAX_VALUE}, new long[] {0}, new long[] {1});
        return e.concat(0, first, rest);
    }
}
