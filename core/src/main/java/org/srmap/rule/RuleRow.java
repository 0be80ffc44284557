package org.srmap.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@link RuleKind}.
 *
 * @param <R> the rule's record
 */
final class RuleRow<R extends Rule> {
    private final Class<R> type;
    private final Conservation conservation;
    private final Function<RuleReader, R> maker;
    private final List<Parameter> parameters = new ArrayList<>();
    private RuleKind.Domain domain = RuleKind.Domain.NONE;
    private boolean optionalBias;
    private Predicate<R> jumps = rule -> false;

    /**
     * A parameter of a rule's own, beside those of its stabilizer.
     *
     * @param key the key in composites
     * @param usual what holds when it is not given; null: nothing
     * @param isList whether it is a list of numbers
     * @param value its values in a rule; null: none
     */
    record Parameter(
            String key, @Nullable Double usual, boolean isList, Function<Rule, @Nullable List<Double>> value) {}

    private RuleRow(Class<R> type, Conservation conservation, Function<RuleReader, R> maker) {
        this.type = type;
        this.conservation = conservation;
        this.maker = maker;
    }

    /** Begins a row. */
    static <R extends Rule> RuleRow<R> of(Class<R> type, Conservation conservation, Function<RuleReader, R> maker) {
        return new RuleRow<>(type, conservation, maker);
    }

    /** Adds a number. */
    RuleRow<R> number(String key, double usual, ToDoubleFunction<R> value) {
        parameters.add(new Parameter(key, usual, false, rule -> List.of(value.applyAsDouble(type.cast(rule)))));
        return this;
    }

    /** Adds a list of numbers that may be left out. */
    RuleRow<R> numbers(String key, Function<R, @Nullable List<Double>> value) {
        parameters.add(new Parameter(key, null, true, rule -> value.apply(type.cast(rule))));
        return this;
    }

    /** Says which linear layers the rule is for; without, none. */
    RuleRow<R> on(RuleKind.Domain layers) {
        domain = layers;
        return this;
    }

    /** Lets composites leave the bias out. */
    RuleRow<R> optionalBias() {
        optionalBias = true;
        return this;
    }

    /** Says for which parameters relevance jumps; without, for none. */
    RuleRow<R> jumps(Predicate<R> when) {
        jumps = when;
        return this;
    }

    Class<R> type() {
        return type;
    }

    Conservation conservation() {
        return conservation;
    }

    RuleKind.Domain domain() {
        return domain;
    }

    boolean hasOptionalBias() {
        return optionalBias;
    }

    boolean jumps(Rule rule) {
        return jumps.test(type.cast(rule));
    }

    boolean isStabilized() {
        return Rule.Stabilized.class.isAssignableFrom(type);
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** What a number is when it is not given. */
    double usual(String key) {
        return parameters.stream()
                .filter(p -> p.key().equals(key))
                .map(Parameter::usual)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " has no number " + key));
    }

    R make(RuleReader values) {
        return maker.apply(values);
    }
}
