package org.srmap.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.operator.LayerKind;

/**
 * Which rule each layer gets: ordered entries, the first that matches wins. Layers that no entry names get the gradient
 * rule, except that every convolution and dense layer must be named.
 *
 * @param name what reports call it
 * @param entries the entries in their order
 * @param initial the initial relevance it is meant for
 */
public record Composite(String name, List<Entry> entries, Initial initial) {

    public Composite {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param match which layers it is for
     * @param rule the rule they get
     * @param optional whether it may match nothing
     */
    public record Entry(Match match, Rule rule, boolean optional) {
        @Override
        public String toString() {
            return match + " -> " + rule;
        }
    }

    /**
     * Conditions that a layer must meet, all of them; positions count among the layers that meet the other conditions.
     *
     * @param kinds kinds of layer; empty: all
     * @param operators ONNX operator types; empty: all
     * @param nodeGlob glob on the node's name, with * and ?; null: any
     * @param from first position, counted from the end when negative; null: from the beginning
     * @param to last position, counted from the end when negative; null: to the end
     */
    public record Match(
            Set<LayerKind> kinds,
            Set<String> operators,
            @Nullable String nodeGlob,
            @Nullable Integer from,
            @Nullable Integer to) {

        public Match {
            kinds = Set.copyOf(kinds);
            operators = Set.copyOf(operators);
        }

        /** Layers of the kinds given. */
        public static Match kinds(LayerKind... kinds) {
            return new Match(Set.of(kinds), Set.of(), null, null, null);
        }

        /** Layers whose node name fits the glob. */
        public static Match node(String glob) {
            return new Match(Set.of(), Set.of(), glob, null, null);
        }

        /** Of the layers that this matches, those from one position to another; negative ones count from the end. */
        public Match positions(int first, int last) {
            return new Match(kinds, operators, nodeGlob, first, last);
        }

        /** Of the layers that this matches, the first. */
        public Match first() {
            return positions(0, 0);
        }

        /** Of the layers that this matches, the last. */
        public Match last() {
            return positions(-1, -1);
        }

        private List<Layer> among(List<Layer> layers) {
            List<Layer> fitting = layers.stream()
                    .filter(l -> kinds.isEmpty() || kinds.contains(l.kind()))
                    .filter(l ->
                            operators.isEmpty() || operators.contains(l.node().op()))
                    .filter(l -> nodeGlob == null || fits(nodeGlob, l.node().name()))
                    .toList();
            int first = resolve(from, 0, fitting.size());
            int last = resolve(to, fitting.size() - 1, fitting.size());
            int begin = Math.max(0, first);
            int end = Math.min(fitting.size(), last + 1);
            return begin < end ? fitting.subList(begin, end) : List.of();
        }

        private static int resolve(@Nullable Integer position, int otherwise, int size) {
            return position == null ? otherwise : position < 0 ? position + size : position;
        }

        private static boolean fits(String glob, String name) {
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < glob.length(); i++) {
                char c = glob.charAt(i);
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            return Pattern.matches(regex.toString(), name);
        }
    }

    /** Collects entries for a composite made in code. */
    public static final class Builder {
        private final String name;
        private final List<Entry> entries = new ArrayList<>();
        private Initial initial = Initial.LOGIT;

        private Builder(String name) {
            this.name = name;
        }

        /** Layers that match get the rule, unless an earlier entry named them. */
        public Builder rule(Match match, Rule rule) {
            entries.add(new Entry(match, rule, false));
            return this;
        }

        /** The entries of another composite follow, for what is not named yet. */
        public Builder otherwise(Composite rest) {
            entries.addAll(rest.asOptional().entries());
            initial = rest.initial();
            return this;
        }

        /** The composite. */
        public Composite build() {
            return new Composite(name, entries, initial);
        }
    }

    /** This composite with entries that may all match nothing. */
    Composite asOptional() {
        return new Composite(
                name,
                entries.stream().map(e -> new Entry(e.match(), e.rule(), true)).toList(),
                initial);
    }

    /** This composite as another program understands its rules. */
    public Composite in(Dialect dialect) {
        return dialect == Dialect.ZENNIT
                ? this
                : new Composite(
                        name + " (" + dialect.id() + ")",
                        entries.stream().map(dialect::translated).toList(),
                        initial);
    }

    /** Begins a composite made in code. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * The rule of every layer, by node name, in the order of the layers.
     *
     * @throws ModelException listing entries that match nothing and layers with weights that no entry names
     */
    public Map<String, Rule> resolve(List<Layer> layers) {
        Map<String, Rule> named = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Entry entry : entries) {
            List<Layer> matched = entry.match().among(layers);
            if (matched.isEmpty() && !entry.optional()) {
                problems.add(new Problem(
                        "",
                        "",
                        "the entry \"" + describe(entry) + "\" of the composite \"" + name
                                + "\" matches no layer of the model; fix it, or mark it as optional"));
            }
            matched.forEach(layer -> named.putIfAbsent(layer.node().name(), entry.rule()));
        }
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (Layer layer : layers) {
            Rule rule = named.get(layer.node().name());
            if (rule == null && (layer.kind() == LayerKind.CONV || layer.kind() == LayerKind.DENSE)) {
                problems.add(new Problem(
                        layer.node().name(),
                        layer.node().op(),
                        "the composite \"" + name + "\" has no rule for this "
                                + layer.kind().id() + " layer"));
            }
            rules.put(layer.node().name(), rule == null ? new Rule.Gradient() : rule);
        }
        if (!problems.isEmpty()) {
            throw new ModelException(problems);
        }
        return rules;
    }

    private static String describe(Entry entry) {
        Match m = entry.match();
        List<String> parts = new ArrayList<>();
        m.kinds().stream().map(LayerKind::id).sorted().forEach(parts::add);
        m.operators().stream().sorted().forEach(parts::add);
        if (m.nodeGlob() != null) {
            parts.add("node " + m.nodeGlob());
        }
        if (m.from() != null || m.to() != null) {
            parts.add("positions " + m.from() + " to " + m.to());
        }
        return (parts.isEmpty() ? "all layers" : String.join(", ", parts)) + ": "
                + entry.rule().name();
    }
}
