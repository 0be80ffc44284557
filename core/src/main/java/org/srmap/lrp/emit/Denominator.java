package org.srmap.lrp.emit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.srmap.rule.Stabilizer;

/** What a rule divides the relevance of a layer's output by, before stabilization. */
public final class Denominator extends Term {
    private final @Nullable Supplier<Term> bias;

    private Denominator(Term z, boolean nonNegative, @Nullable Supplier<Term> bias) {
        super(z.emission(), z.name(), nonNegative);
        this.bias = bias;
    }

    /**
     * A value as a denominator.
     *
     * @param bias the bias that is part of it, in a form that broadcasts to it; null for none
     */
    public static Denominator of(Term z, @Nullable Supplier<Term> bias) {
        return new Denominator(z, z.isNonNegative(), bias);
    }

    /** A forward value, or what a ReLU makes of it where the rest does not matter: its sign is known then. */
    public static Denominator ofOutput(Emission e, String output, @Nullable Supplier<Term> bias) {
        return e.vanishing().whereNotPositive(output)
                ? new Denominator(e.rectified(output), true, bias)
                : of(e.value(output), bias);
    }

    /** This as one that is nowhere below zero, when the rule sees to that. */
    public Denominator nonNegative(boolean holds) {
        return new Denominator(this, holds, bias);
    }

    /** The sum of two, with the bias of this one. */
    @Override
    public Denominator plus(Term other) {
        return new Denominator(super.plus(other), false, bias);
    }

    /** R / s(z). The ledger learns what the bias and the stabilizer take of R. */
    public Term share(Term relevance, Stabilizer stabilizer) {
        return share(relevance, stabilizer, 1);
    }

    /**
     * R / s(z). The ledger learns what the bias and the stabilizer take of R.
     *
     * @param factor what the rule multiplies the outcome with
     */
    public Term share(Term relevance, Stabilizer stabilizer, double factor) {
        Term stabilized = Stabilization.apply(this, stabilizer);
        Term share = relevance.over(stabilized);
        enter(share, () -> Stabilization.taken(relevance, share, this, stabilized, stabilizer), factor);
        return share;
    }

    /**
     * R / z of a denominator that holds epsilon already. The ledger learns what the bias and epsilon take of R.
     *
     * @param epsilon with its sign
     * @param factor what the rule multiplies the outcome with
     */
    public Term foldedShare(Term relevance, double epsilon, double factor) {
        Term share = relevance.over(this);
        enter(share, epsilon, factor);
        return share;
    }

    /** Enters into the ledger what the bias and epsilon, which this denominator holds already, take of a share. */
    public void enter(Term share, double epsilon, double factor) {
        enter(share, () -> share.times(epsilon), factor);
    }

    private void enter(Term share, Supplier<Term> lost, double factor) {
        Ledger ledger = emission().ledger();
        if (ledger != null) {
            ledger.stabilizer(lost.get(), factor);
            if (bias != null) {
                ledger.bias(share.times(bias.get()), factor);
            }
        }
    }
}
