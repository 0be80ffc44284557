package org.srmap.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what results in a folder belong to with what is asked for, so that results of other settings are not mixed in. */
public final class RunIdentity {
    private static final int SHOWN = 60;
    private static final int MOST = 3;

    private RunIdentity() {}

    /**
     * Requires that results belong to the same run. What only the earlier record has at its top level does not count.
     *
     * @param before what the folder says
     * @param now what is asked for
     * @param holds the beginning of the message, such as {@code run: holds another study}
     * @param advice the end of the message: a sentence without full stop
     * @throws DifferentRunException when something is different, naming it with both values
     */
    public static void requireSame(JsonNode before, JsonNode now, String holds, String advice)
            throws DifferentRunException {
        List<String> differences = differences(before, now);
        if (!differences.isEmpty()) {
            throw new DifferentRunException(holds + ": "
                    + String.join("; ", differences.subList(0, Math.min(MOST, differences.size())))
                    + (differences.size() > MOST ? "; and " + (differences.size() - MOST) + " more differences" : "")
                    + ". " + advice);
        }
    }

    private static List<String> differences(JsonNode before, JsonNode now) {
        Map<String, String> old = flat(before);
        Map<String, String> other = flat(now);
        List<String> differences = new ArrayList<>();
        other.forEach((name, value) -> {
            String was = old.getOrDefault(name, "nothing");
            if (!was.equals(value)) {
                differences.add(name + " was " + shown(was) + " and is now " + shown(value));
            }
        });
        old.forEach((name, was) -> {
            if (!other.containsKey(name) && now.has(name.split("\\.")[0])) {
                differences.add(name + " was " + shown(was) + " and is now nothing");
            }
        });
        return differences;
    }

    private static String shown(String value) {
        return value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
    }

    private static Map<String, String> flat(JsonNode json) {
        Map<String, String> values = new TreeMap<>();
        flatten("", json, values);
        return values;
    }

    private static void flatten(String name, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(e -> flatten(name.isEmpty() ? e.getKey() : name + "." + e.getKey(), e.getValue(), values));
        } else if (node.isArray() && node.path(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(name + "." + (i + 1), node.get(i), values);
            }
        } else {
            values.put(name, node.isTextual() ? node.asText() : node.toString());
        }
    }
}
