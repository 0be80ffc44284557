package org.srmap.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.srmap.operator.LayerKind;

/**
 * Reads composites from YAML or JSON.
 *
 * <pre>
 * name: mine
 * initial: logit
 * base: epsilon-plus            # its entries follow these; optional
 * entries:
 *   - {kind: conv, first: true, rule: box}
 *   - {node: "features.1?", rule: gamma, gamma: 0.5}
 *   - {kind: [conv, dense], range: [0, 3], rule: alpha-beta, alpha: 2, beta: 1}
 *   - {kind: dense, index: -1, rule: epsilon, epsilon: 0.1, stabilizer: clip}
 * </pre>
 */
public final class CompositeReader {
    private static final Set<String> MATCH_KEYS =
            Set.of("kind", "operator", "node", "index", "range", "first", "last", "optional", "rule");
    private static final int MOST_CHARACTERS = 1 << 20;

    private CompositeReader() {}

    /**
     * Reads a composite.
     *
     * @param text YAML or JSON (which is YAML too)
     * @param source what messages call it
     * @throws IllegalArgumentException naming the source, the entry and what is wrong
     */
    public static Composite read(String text, String source) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(source + ": a composite of " + text.length() + " characters; at most "
                    + MOST_CHARACTERS + " are read");
        }
        try {
            ObjectMapper mapper = text.stripLeading().startsWith("{")
                    ? new ObjectMapper()
                    : new ObjectMapper(YAMLFactory.builder()
                            .streamReadConstraints(StreamReadConstraints.defaults())
                            .build());
            return composite(mapper.readTree(text), source);
        } catch (JsonProcessingException e) {
            String reason = e.getOriginalMessage().strip().replaceAll("\\s+", " ");
            throw new IllegalArgumentException(source + ": not readable as YAML or JSON: " + reason, e);
        }
    }

    static Composite composite(@Nullable JsonNode json, String source) {
        if (json == null || !json.path("entries").isArray()) {
            throw new IllegalArgumentException(source + ": a composite needs a list \"entries\"");
        }
        only(json, Set.of("name", "initial", "base", "entries", "aliases"), source);
        String name = json.path("name").asText(source);
        List<Composite.Entry> entries = new ArrayList<>();
        int number = 1;
        for (JsonNode entry : json.get("entries")) {
            String where = source + ": entry " + number++;
            entries.add(entry(entry, where));
        }
        Initial initial = Initial.LOGIT;
        if (json.has("base")) {
            Composite base = base(json.get("base").asText(), source);
            entries.addAll(base.entries());
            initial = base.initial();
        }
        if (json.has("initial")) {
            initial = oneOf(Initial.values(), json.get("initial").asText(), source + ": initial", Initial::id);
        }
        return new Composite(name, entries, initial);
    }

    private static Composite base(String name, String source) {
        try {
            return Presets.base(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": base: " + e.getMessage(), e);
        }
    }

    private static Composite.Entry entry(JsonNode json, String where) {
        if (!json.isObject() || !json.path("rule").isTextual()) {
            throw new IllegalArgumentException(where + ": an entry needs a \"rule\"");
        }
        RuleReader rule = new RuleReader(json, where);
        Set<String> allowed = new HashSet<>(MATCH_KEYS);
        allowed.addAll(rule.parameters());
        only(json, allowed, where);
        Set<LayerKind> kinds = texts(json, "kind", where).stream()
                .map(k -> oneOf(LayerKind.values(), k, where + ": kind", LayerKind::id))
                .collect(Collectors.toSet());
        if (json.has("node") && !json.get("node").isTextual()) {
            throw new IllegalArgumentException(where + ": node is a text, not " + json.get("node"));
        }
        String glob = json.has("node") ? json.get("node").asText() : null;
        Integer[] positions = positions(json, where);
        Set<String> operators = new HashSet<>(texts(json, "operator", where));
        Composite.Match match = new Composite.Match(kinds, operators, glob, positions[0], positions[1]);
        return new Composite.Entry(match, rule.read(), flag(json, "optional", where));
    }

    /** First and last position, null where none is given. */
    private static @Nullable Integer[] positions(JsonNode json, String where) {
        boolean first = flag(json, "first", where);
        boolean last = flag(json, "last", where);
        boolean index = json.has("index");
        boolean range = json.has("range");
        if (Stream.of(first, last, index, range).filter(b -> b).count() > 1) {
            throw new IllegalArgumentException(where + ": only one of first, last, index and range can be given");
        }
        if (index) {
            int at = whole(json.get("index"), where + ": index");
            return new Integer[] {at, at};
        }
        if (range) {
            JsonNode ends = json.get("range");
            if (!ends.isArray() || ends.size() != 2) {
                throw new IllegalArgumentException(where + ": range is [first, last], not " + ends);
            }
            return new Integer[] {whole(ends.get(0), where + ": range"), whole(ends.get(1), where + ": range")};
        }
        return first ? new Integer[] {0, 0} : last ? new Integer[] {-1, -1} : new Integer[] {null, null};
    }

    private static int whole(JsonNode json, String what) {
        if (!json.canConvertToInt() || !json.isIntegralNumber()) {
            throw new IllegalArgumentException(what + ": a whole number is needed, not " + json);
        }
        return json.asInt();
    }

    static boolean flag(JsonNode json, String key, String where) {
        JsonNode value = json.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException(where + ": " + key + " is true or false, not " + value);
        }
        return value.asBoolean();
    }

    private static List<String> texts(JsonNode json, String key, String where) {
        JsonNode value = json.path(key);
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            if (item.isTextual()) {
                texts.add(item.asText());
            } else if (!item.isMissingNode()) {
                throw new IllegalArgumentException(where + ": " + key + " is a name or a list of names, not " + value);
            }
        }
        return texts;
    }

    static <E> E oneOf(E[] values, String name, String what, java.util.function.Function<E, String> id) {
        for (E value : values) {
            if (id.apply(value).equals(name.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return value;
            }
        }
        throw new IllegalArgumentException(what + " \"" + name + "\" is not one of "
                + Stream.of(values).map(id).collect(Collectors.joining(", ")));
    }

    private static void only(JsonNode json, Set<String> keys, String where) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                throw new IllegalArgumentException(where + ": unknown key \"" + name + "\"; choose from "
                        + keys.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }
}
