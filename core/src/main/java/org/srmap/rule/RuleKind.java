package org.srmap.rule;

import static org.srmap.rule.Conservation.BUT_BIAS;
import static org.srmap.rule.Conservation.NO;
import static org.srmap.rule.Conservation.WHERE_MOVED;
import static org.srmap.rule.Conservation.YES;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every rule that there is: its name, its parameters, and what the compiler and reports want to know of it. To add a
 * rule, add its record to {@link Rule}, its row here, and its emitter to the compiler.
 */
public enum RuleKind {
    /** {@link Rule.Epsilon}. */
    EPSILON(RuleRow.of(Rule.Epsilon.class, BUT_BIAS, p -> new Rule.Epsilon(p.stabilizer()))
            .on(Domain.LINEAR)
            .jumps(r -> !r.stabilizer().smooths())),
    /** {@link Rule.ZPlus}. */
    Z_PLUS(RuleRow.of(Rule.ZPlus.class, BUT_BIAS, p -> new Rule.ZPlus(p.stabilizer()))
            .on(Domain.WEIGHTS)
            .optionalBias()),
    /** {@link Rule.AlphaBeta}. */
    ALPHA_BETA(RuleRow.of(
                    Rule.AlphaBeta.class,
                    BUT_BIAS,
                    p -> new Rule.AlphaBeta(p.number("alpha"), p.number("beta"), p.stabilizer()))
            .number("alpha", 2, Rule.AlphaBeta::alpha)
            .number("beta", 1, Rule.AlphaBeta::beta)
            .on(Domain.WEIGHTS)
            .optionalBias()),
    /** {@link Rule.Gamma}. */
    GAMMA(RuleRow.of(Rule.Gamma.class, BUT_BIAS, p -> new Rule.Gamma(p.number("gamma"), p.stabilizer()))
            .number("gamma", 0.25, Rule.Gamma::gamma)
            .on(Domain.WEIGHTS)),
    /** {@link Rule.Box}. */
    BOX(RuleRow.of(Rule.Box.class, YES, p -> new Rule.Box(p.numbers("low"), p.numbers("high"), p.stabilizer()))
            .numbers("low", Rule.Box::low)
            .numbers("high", Rule.Box::high)
            .on(Domain.WEIGHTS)),
    /** {@link Rule.WSquare}. */
    W_SQUARE(RuleRow.of(Rule.WSquare.class, BUT_BIAS, p -> new Rule.WSquare(p.stabilizer()))
            .on(Domain.WEIGHTS)
            .optionalBias()),
    /** {@link Rule.Flat}. */
    FLAT(RuleRow.of(Rule.Flat.class, YES, p -> new Rule.Flat(p.stabilizer())).on(Domain.WEIGHTS)),
    /** {@link Rule.Norm}. */
    NORM(RuleRow.of(Rule.Norm.class, BUT_BIAS, p -> new Rule.Norm(p.stabilizer()))
            .on(Domain.LINEAR)),
    /** {@link Rule.PositiveWeights}. */
    POSITIVE_WEIGHTS(RuleRow.of(Rule.PositiveWeights.class, YES, p -> new Rule.PositiveWeights(p.stabilizer()))
            .on(Domain.WEIGHTS)),
    /** {@link Rule.ClampedWeights}. */
    CLAMPED_WEIGHTS(RuleRow.of(Rule.ClampedWeights.class, BUT_BIAS, p -> new Rule.ClampedWeights(p.stabilizer()))
            .on(Domain.WEIGHTS)),
    /** {@link Rule.Pass}. */
    PASS(RuleRow.of(Rule.Pass.class, YES, p -> new Rule.Pass())),
    /** {@link Rule.Gradient}. */
    GRADIENT(RuleRow.of(Rule.Gradient.class, WHERE_MOVED, p -> new Rule.Gradient())
            .on(Domain.LINEAR)
            .jumps(r -> true)),
    /** {@link Rule.Deconvnet}. */
    DECONVNET(RuleRow.of(Rule.Deconvnet.class, NO, p -> new Rule.Deconvnet())),
    /** {@link Rule.GuidedBackprop}. */
    GUIDED_BACKPROP(RuleRow.of(Rule.GuidedBackprop.class, NO, p -> new Rule.GuidedBackprop())),
    /** {@link Rule.AverageOfWindow}. */
    AVERAGE(RuleRow.of(Rule.AverageOfWindow.class, BUT_BIAS, p -> new Rule.AverageOfWindow(p.stabilizer())));

    /** Which linear layers a rule can be used on. */
    public enum Domain {
        /** None: it is for other operators. */
        NONE,
        /** Those with weights. */
        WEIGHTS,
        /** All, average pooling too. */
        LINEAR
    }

    private final RuleRow<?> row;

    RuleKind(RuleRow<?> row) {
        this.row = row;
    }

    /** The kind of a rule that is not wrapped in another. */
    static RuleKind of(Class<? extends Rule> type) {
        return Stream.of(values())
                .filter(kind -> kind.row.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " has no row in RuleKind"));
    }

    /** The kind of that name, in any spelling that composites may use; null when there is none. */
    static @Nullable RuleKind named(String name) {
        String id = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return Stream.of(values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Names of the kinds that fit, with commas. */
    static String names(Predicate<RuleKind> fits) {
        return Stream.of(values()).filter(fits).map(RuleKind::id).collect(Collectors.joining(", "));
    }

    /** The name that composites use: lower case with hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Which linear layers it can be used on. */
    public Domain domain() {
        return row.domain();
    }

    /** Whether it can be told to leave the bias out, with {@link Rule.WithoutBias}. */
    public boolean hasOptionalBias() {
        return row.hasOptionalBias();
    }

    RuleRow<?> row() {
        return row;
    }
}
