package org.srmap.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

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
        for (RuleRow.Parameter parameter : rule.kind().row().parameters()) {
            List<Double> values = parameter.value().apply(rule);
            if (values != null && parameter.isList()) {
                values.forEach(json.putArray(parameter.key())::add);
            } else if (values != null) {
                json.put(parameter.key(), values.get(0));
            }
        }
        if (rule instanceof Rule.Stabilized stabilized) {
            write(json, stabilized.stabilizer());
        }
        return json;
    }

    private static void write(ObjectNode json, Stabilizer stabilizer) {
        json.put("epsilon", stabilizer.epsilon());
        json.put("stabilizer", stabilizer.mode().name().toLowerCase(Locale.ROOT));
        if (stabilizer.normScale()) {
            json.put("norm-scale", true);
        }
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
