package org.srmap.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Rules as tables show them: the name and the parameters of a composite file's entry. */
public final class RuleText {
    private RuleText() {}

    /** Such as {@code alpha-beta, alpha 2, beta 1, epsilon 1e-6}. */
    public static String of(Rule rule) {
        return rule.name()
                + RuleJson.write(rule).properties().stream()
                        .filter(e -> !e.getKey().equals("rule") && !isUsual(e))
                        .map(e -> ", " + e.getKey() + " " + value(e.getValue()))
                        .collect(Collectors.joining());
    }

    private static boolean isUsual(Map.Entry<String, JsonNode> entry) {
        return entry.getKey().equals("stabilizer") && entry.getValue().asText().equals("sign");
    }

    private static String value(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(RuleText::value)
                    .collect(Collectors.joining(" "));
        }
        return value.asText().replace(".0E", "e").replace("E", "e").replaceFirst("\\.0$", "");
    }
}
