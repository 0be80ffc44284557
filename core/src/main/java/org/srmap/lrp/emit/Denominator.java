package org.srmap.lrp.emit;

import org.jspecify.annotations.Nullable;
import org.srmap.rule.Stabilizer;

/**
 * What a rule divides the relevance of a layer's output by.
 *
 * @param z name of the value, before stabilization
 * @param bias name of the bias that is part of it, null for none
 * @param nonNegative whether it is nowhere below zero
 */
public record Denominator(String z, @Nullable String bias, boolean nonNegative) {

    /** Of unknown sign. */
    public static Denominator of(String z, @Nullable String bias) {
        return new Denominator(z, bias, false);
    }

    /** A forward value, or what a ReLU makes of it where the rest does not matter: its sign is known then. */
    public static Denominator ofOutput(Emission e, String output, @Nullable String bias) {
        return e.vanishing().whereNotPositive(output)
                ? new Denominator(e.rectified(output), bias, true)
                : new Denominator(e.activation(output), bias, e.facts().isNonNegative(output));
    }

    /**
     * Appends R / s(z), and enters into the ledger what the bias and the stabilizer take of R.
     *
     * @param factor what the rule multiplies the outcome with
     */
    public String share(Emission e, Linear layer, String relevance, Stabilizer stabilizer, double factor) {
        String stabilized = Stabilization.apply(e, z, stabilizer, nonNegative);
        String share = e.div(relevance, stabilized);
        Ledger ledger = e.ledger();
        if (ledger != null) {
            int rank = e.shape(layer.output()).rank();
            String lost = Stabilization.taken(e, relevance, share, z, stabilized, stabilizer);
            ledger.stabilizer(layer.node(), e.totals(lost, rank), factor);
            if (bias != null) {
                String taken = e.mul(share, layer.broadcastBias(e, bias));
                ledger.bias(layer.node(), e.totals(taken, rank), factor);
            }
        }
        return share;
    }
}
