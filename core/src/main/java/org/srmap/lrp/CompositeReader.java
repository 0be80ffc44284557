package org.srmap.lrp;

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
            throw new IllegalArgumentException(source + ": not readable as YAML or JSON: " + e.getOriginalMessage());
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
            Composite base = Presets.named(json.get("base").asText());
            base.entries().forEach(e -> entries.add(new Composite.Entry(e.match(), e.rule(), true)));
            initial = base.initial();
        }
        if (json.has("initial")) {
            initial = oneOf(Initial.values(), json.get("initial").asText(), source + ": initial", Initial::id);
        }
        return new Composite(name, entries, initial);
    }

    private static Composite.Entry entry(JsonNode json, String where) {
        if (!json.isObject() || !json.path("rule").isTextual()) {
            throw new IllegalArgumentException(where + ": an entry needs a \"rule\"");
        }
        RuleReader rule = new RuleReader(json, where);
        Set<String> allowed = new HashSet<>(MATCH_KEYS);
        allowed.addAll(rule.parameters());
        only(json, allowed, where);
        Set<LayerKind> kinds = texts(json.path("kind")).stream()
                .map(k -> oneOf(LayerKind.values(), k, where + ": kind", LayerKind::id))
                .collect(Collectors.toSet());
        String glob = json.has("node") ? json.get("node").asText() : null;
        Integer from = null;
        Integer to = null;
        if (json.path("first").asBoolean()) {
            from = 0;
            to = 0;
        } else if (json.path("last").asBoolean()) {
            from = -1;
            to = -1;
        } else if (json.has("index")) {
            from = json.get("index").asInt();
            to = from;
        } else if (json.has("range")) {
            JsonNode range = json.get("range");
            if (!range.isArray() || range.size() != 2) {
                throw new IllegalArgumentException(where + ": range is [first, last]");
            }
            from = range.get(0).asInt();
            to = range.get(1).asInt();
        }
        Set<String> operators = new HashSet<>(texts(json.path("operator")));
        Composite.Match match = new Composite.Match(kinds, operators, glob, from, to);
        return new Composite.Entry(match, rule.read(), json.path("optional").asBoolean());
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(item -> texts.add(item.asText()));
        } else if (json.isTextual()) {
            texts.add(json.asText());
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
                throw new IllegalArgumentException(where + ": unknown key \"" + name + "\"; known are "
                        + keys.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }
}
