package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Ledger;
import org.srmap.lrp.emit.Linear;
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
    static String of(
            Emission e,
            Linear layer,
            String relevance,
            String x,
            String w,
            @Nullable String b,
            double epsilon,
            double factor) {
        String share = e.div(relevance, layer.forward(e, x, w, raised(e, layer, b, epsilon)));
        enter(e, layer, share, b, epsilon, factor);
        return share;
    }

    /** A bias plus epsilon. */
    static String raised(Emission e, Linear layer, @Nullable String b, double epsilon) {
        return b == null ? e.filled(epsilon, e.shape(layer.output()).size(1)) : e.add(b, e.scalar(epsilon));
    }

    /** Enters into the ledger what bias and stabilizer take. */
    static void enter(Emission e, Linear layer, String share, @Nullable String b, double epsilon, double factor) {
        Ledger ledger = e.ledger();
        if (ledger == null) {
            return;
        }
        int rank = e.shape(layer.output()).rank();
        ledger.stabilizer(layer.node(), e.totals(e.mul(share, e.scalar(epsilon)), rank), factor);
        if (b != null) {
            ledger.bias(layer.node(), e.totals(e.mul(share, layer.broadcastBias(e, b)), rank), factor);
        }
    }
}
