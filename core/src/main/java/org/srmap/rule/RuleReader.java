package org.srmap.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one rule with its parameters; what is not given has Zennit's default. */
final class RuleReader {
    private final JsonNode json;
    private final String where;
    private final RuleKind kind;

    /**
     * For an entry that names a rule.
     *
     * @throws IllegalArgumentException when there is no such rule
     */
    RuleReader(JsonNode json, String where) {
        this.json = json;
        this.where = where;
        String name = json.path("rule").asText();
        RuleKind named = RuleKind.named(name);
        if (named == null) {
            throw new IllegalArgumentException(
                    where + ": unknown rule \"" + name + "\"; choose from " + RuleKind.names(k -> true));
        }
        kind = named;
    }

    /** Keys that the rule takes. */
    Set<String> parameters() {
        Set<String> keys = new HashSet<>();
        kind.row().parameters().forEach(p -> keys.add(p.key()));
        if (kind.row().isStabilized()) {
            keys.addAll(Set.of("epsilon", "stabilizer", "norm-scale"));
        }
        if (kind.hasOptionalBias()) {
            keys.add("bias");
        }
        return keys;
    }

    Rule read() {
        try {
            Rule rule = kind.row().make(this);
            boolean leavesBiasOut =
                    kind.hasOptionalBias() && json.has("bias") && !CompositeReader.flag(json, "bias", kind.id());
            return leavesBiasOut ? new Rule.WithoutBias(rule) : rule;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    Stabilizer stabilizer() {
        Stabilizer.Mode mode = CompositeReader.oneOf(
                Stabilizer.Mode.values(),
                json.path("stabilizer").asText("sign"),
                "stabilizer",
                m -> m.name().toLowerCase(Locale.ROOT));
        boolean normScale = json.has("norm-scale") && CompositeReader.flag(json, "norm-scale", "stabilizer");
        return new Stabilizer(number("epsilon", 1e-6), mode, normScale);
    }

    /** A number, or what is usual for it. */
    double number(String key) {
        return number(key, kind.row().usual(key));
    }

    private double number(String key, double usual) {
        JsonNode value = json.path(key);
        return value.isMissingNode() ? usual : number(key, value);
    }

    private static double number(String key, JsonNode value) {
        // YAML reads 1e-9 (without a point) as text
        double number = value.isNumber() || value.isTextual() ? value.asDouble(Double.NaN) : Double.NaN;
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException(key + " is not a number: " + value);
        }
        return number;
    }

    /** A list of numbers, for which a single one may stand; null when it is not given. */
    @Nullable
    List<Double> numbers(String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode()) {
            return null;
        }
        List<Double> numbers = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> numbers.add(number(key, item)));
        } else {
            numbers.add(number(key, value));
        }
        return numbers;
    }
}
