package org.srmap.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one rule with its parameters; what is not given has Zennit's default. */
final class RuleReader {
    static final List<String> NAMES = List.of(
            "epsilon",
            "z-plus",
            "alpha-beta",
            "gamma",
            "box",
            "w-square",
            "flat",
            "norm",
            "positive-weights",
            "clamped-weights",
            "pass",
            "gradient",
            "deconvnet",
            "guided-backprop",
            "average");

    private final JsonNode json;
    private final String where;
    private final String name;

    RuleReader(JsonNode json, String where) {
        this.json = json;
        this.where = where;
        this.name = json.path("rule").asText().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Keys that the rule takes. */
    Set<String> parameters() {
        return switch (name) {
            case "alpha-beta" -> Set.of("alpha", "beta", "bias", "epsilon", "stabilizer", "norm-scale");
            case "z-plus", "w-square" -> Set.of("bias", "epsilon", "stabilizer", "norm-scale");
            case "gamma" -> Set.of("gamma", "epsilon", "stabilizer", "norm-scale");
            case "box" -> Set.of("low", "high", "epsilon", "stabilizer", "norm-scale");
            case "pass", "gradient", "deconvnet", "guided-backprop" -> Set.of();
            default -> Set.of("epsilon", "stabilizer", "norm-scale");
        };
    }

    Rule read() {
        try {
            return switch (name) {
                case "epsilon" -> new Rule.Epsilon(stabilizer());
                case "z-plus" -> biased(new Rule.ZPlus(stabilizer()));
                case "alpha-beta" -> biased(new Rule.AlphaBeta(number("alpha", 2), number("beta", 1), stabilizer()));
                case "gamma" -> new Rule.Gamma(number("gamma", 0.25), stabilizer());
                case "box" -> new Rule.Box(numbers("low"), numbers("high"), stabilizer());
                case "w-square" -> biased(new Rule.WSquare(stabilizer()));
                case "flat" -> new Rule.Flat(stabilizer());
                case "norm" -> new Rule.Norm(stabilizer());
                case "positive-weights" -> new Rule.PositiveWeights(stabilizer());
                case "clamped-weights" -> new Rule.ClampedWeights(stabilizer());
                case "pass" -> new Rule.Pass();
                case "gradient" -> new Rule.Gradient();
                case "deconvnet" -> new Rule.Deconvnet();
                case "guided-backprop" -> new Rule.GuidedBackprop();
                case "average" -> new Rule.AverageOfWindow(stabilizer());
                default ->
                    throw new IllegalArgumentException(
                            "unknown rule \"" + name + "\"; known are " + String.join(", ", NAMES));
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private Rule biased(Rule rule) {
        boolean keeps = !json.has("bias") || CompositeReader.flag(json, "bias", name);
        return keeps ? rule : new Rule.WithoutBias(rule);
    }

    private Stabilizer stabilizer() {
        Stabilizer.Mode mode = CompositeReader.oneOf(
                Stabilizer.Mode.values(),
                json.path("stabilizer").asText("sign"),
                "stabilizer",
                m -> m.name().toLowerCase(Locale.ROOT));
        boolean normScale = json.has("norm-scale") && CompositeReader.flag(json, "norm-scale", "stabilizer");
        return new Stabilizer(number("epsilon", 1e-6), mode, normScale);
    }

    private double number(String key, double otherwise) {
        JsonNode value = json.path(key);
        return value.isMissingNode() ? otherwise : number(key, value);
    }

    private static double number(String key, JsonNode value) {
        // YAML reads 1e-9 (without a point) as text
        double number = value.isNumber() || value.isTextual() ? value.asDouble(Double.NaN) : Double.NaN;
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException(key + " is not a number: " + value);
        }
        return number;
    }

    private @Nullable List<Double> numbers(String key) {
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
