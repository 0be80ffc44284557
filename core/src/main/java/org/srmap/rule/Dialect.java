package org.srmap.rule;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.srmap.operator.LayerKind;

/**
 * Whose reading of a rule is meant, where programs differ. The presets are written as Zennit has them; {@link
 * Composite#in} translates. The formulas are in {@code docs/rules.md}.
 */
public enum Dialect {
    /** Zennit: the default. */
    ZENNIT,
    /** iNNvestigate: z-plus and alpha-beta leave the bias out of the denominator. */
    INNVESTIGATE,
    /** Captum: z-plus clamps weights and bias, but does not look at the sign of the input. */
    CAPTUM,
    /** RelevancePropagation.jl: only a convolution can be the flat first layer. */
    RELEVANCE_PROPAGATION_JL,
    /** The LRP Toolbox: w-square leaves the bias out of the denominator. */
    LRP_TOOLBOX;

    /** The name that the command line uses. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Composite.Entry translated(Composite.Entry entry) {
        Composite.Match match = this == RELEVANCE_PROPAGATION_JL && entry.rule() instanceof Rule.Flat
                ? convolutionsOnly(entry.match())
                : entry.match();
        return new Composite.Entry(match, translated(entry.rule()), entry.optional());
    }

    private Rule translated(Rule rule) {
        boolean leavesOut = this == INNVESTIGATE && (rule instanceof Rule.ZPlus || rule instanceof Rule.AlphaBeta)
                || this == LRP_TOOLBOX && rule instanceof Rule.WSquare;
        if (leavesOut) {
            return new Rule.WithoutBias(rule);
        }
        return this == CAPTUM && rule instanceof Rule.ZPlus zPlus ? new Rule.ClampedWeights(zPlus.stabilizer()) : rule;
    }

    private static Composite.Match convolutionsOnly(Composite.Match match) {
        Set<LayerKind> kinds = match.kinds().isEmpty() ? EnumSet.of(LayerKind.CONV) : EnumSet.copyOf(match.kinds());
        kinds.remove(LayerKind.DENSE);
        return new Composite.Match(kinds, match.operators(), match.nodeGlob(), match.from(), match.to());
    }
}
