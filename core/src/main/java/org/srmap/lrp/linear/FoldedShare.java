package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/**
 * R / (f(x; w, b) + epsilon) of a convolution whose result has a known sign: epsilon goes into the bias, so that the
 * denominator needs no pass over the data of its own.
 */
final class FoldedShare {
    private FoldedShare() {}

    /** Whether a stabilizer can go into the bias of a layer when the sign of all results is known. */
    static boolean applies(Linear layer, Stabilizer stabilizer) {
        return layer.stacks()
                && stabilizer.mode() == Stabilizer.Mode.SIGN
                && !stabilizer.normScale()
                && stabilizer.epsilon() > 0;
    }

    /**
     * Appends the share.
     *
     * @param w weights with which no result is of the other sign than epsilon
     * @param b bias of that sign, or null
     * @param epsilon with its sign
     * @param factor what the rule multiplies the outcome with, for the ledger
     */
    static Term of(Linear layer, Term relevance, Term x, Term w, @Nullable Term b, double epsilon, double factor) {
        Term z = layer.forward(x, w, raised(layer, b, epsilon));
        return layer.denominator(z, b).foldedShare(relevance, epsilon, factor);
    }

    /** A bias plus epsilon. */
    static Term raised(Linear layer, @Nullable Term b, double epsilon) {
        return b == null ? layer.x().emission().filled(epsilon, layer.out().size(1)) : b.plus(epsilon);
    }
}
