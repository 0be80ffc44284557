package org.srmap.lrp.emit;

import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.rule.Stabilizer;

/** Appends s(z). */
final class Stabilization {
    private Stabilization() {}

    static Term apply(Term z, Stabilizer stabilizer) {
        Term stabilized = stabilizer.epsilon() == 0 ? z : movedAway(z, stabilizer);
        if (!canBeZero(stabilizer)) {
            return stabilized;
        }
        // no relevance passes where the denominator is zero
        Emission e = z.emission();
        return stabilized.op("Equal", e.number(0)).where(e.number(Double.POSITIVE_INFINITY), stabilized);
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
    static Term taken(Term relevance, Term share, Term z, Term stabilized, Stabilizer stabilizer) {
        Term taken = share.times(stabilized.minus(z));
        return canBeZero(stabilizer) ? stabilized.op("IsInf").where(relevance, taken) : taken;
    }

    private static Term movedAway(Term z, Stabilizer stabilizer) {
        Term epsilon = epsilon(z, stabilizer);
        return switch (stabilizer.mode()) {
            case ADD -> z.plus(epsilon);
            case SIGN -> z.plus(z.isNonNegative() ? epsilon : signed(z, epsilon));
            case CLIP -> {
                Term size = z.op("Abs").op("Max", epsilon);
                yield z.isNonNegative() ? size : signed(z, size);
            }
        };
    }

    private static Term signed(Term z, Term size) {
        return z.isBelow(0).where(size.negated(), size);
    }

    private static Term epsilon(Term z, Stabilizer stabilizer) {
        Term epsilon = z.emission().number(stabilizer.epsilon());
        if (!stabilizer.normScale()) {
            return epsilon;
        }
        Term flat = z.times(z).op("Flatten", Map.of("axis", new Attribute.Int(1)));
        return flat.mean(1).op("Sqrt").times(epsilon).op("Reshape", broadcastTarget(z));
    }

    /** The shape N x 1 x 1 ... of z, as a value: batch size of z, then ones. */
    private static Term broadcastTarget(Term z) {
        Term shape = z.op("Shape");
        Term ones = shape.over(shape);
        return Term.concat(0, shape.slice(0, 0, 1), ones.slice(0, 1, Integer.MAX_VALUE));
    }
}
