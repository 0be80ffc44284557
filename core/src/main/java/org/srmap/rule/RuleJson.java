package org.srmap.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rules as JSON, with all their parameters, in the keys of a composite file's entry. */
public final class RuleJson {
    private RuleJson() {}

    /** The JSON form; {@link #read} gives an equal rule back. */
    public static ObjectNode write(Rule rule) {
        if (rule instanceof Rule.WithoutBias r) {
            return write(r.rule()).put("bias", false);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("rule", rule.name());
        if (rule instanceof Rule.AlphaBeta r) {
            json.put("alpha", r.alpha()).put("beta", r.beta());
        } else if (rule instanceof Rule.Gamma r) {
            json.put("gamma", r.gamma());
        } else if (rule instanceof Rule.Box r) {
            numbers(json, "low", r.low());
            numbers(json, "high", r.high());
        }
        Stabilizer stabilizer = stabilizer(rule);
        if (stabilizer != null) {
            json.put("epsilon", stabilizer.epsilon());
            json.put("stabilizer", stabilizer.mode().name().toLowerCase(Locale.ROOT));
            if (stabilizer.normScale()) {
                json.put("norm-scale", true);
            }
        }
        return json;
    }

    private static void numbers(ObjectNode json, String key, @Nullable List<Double> values) {
        if (values != null) {
            values.forEach(json.putArray(key)::add);
        }
    }

    private static @Nullable Stabilizer stabilizer(Rule rule) {
        if (rule instanceof Rule.Epsilon r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.ZPlus r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.AlphaBeta r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.Gamma r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.Box r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.WSquare r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.Flat r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.Norm r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.PositiveWeights r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.ClampedWeights r) {
            return r.stabilizer();
        } else if (rule instanceof Rule.AverageOfWindow r) {
            return r.stabilizer();
        }
        return null;
    }

    /**
     * Reads the JSON form.
     *
     * @throws IllegalArgumentException when it is no rule
     */
    public static Rule read(JsonNode json) {
        return new RuleReader(json, "rule").read();
    }
}
