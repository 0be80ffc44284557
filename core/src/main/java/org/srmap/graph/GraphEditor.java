package org.srmap.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The workbench of a pass: starts as a copy of a graph, takes changes, and ends as a new graph in which nothing unused
 * is left. The original graph is not touched.
 */
public final class GraphEditor {
    private final Graph origin;
    private final List<Node> nodes;
    private final Map<String, Tensor> weights;
    private final List<Value> outputs;
    private final Set<String> names = new HashSet<>();
    private int changes;
    private @Nullable Map<String, Node> producers;
    private @Nullable Map<String, List<Node>> consumers;

    /** A workbench with a copy of the graph on it. */
    public GraphEditor(Graph graph) {
        origin = graph;
        nodes = new ArrayList<>(graph.nodes());
        weights = new LinkedHashMap<>(graph.weights());
        outputs = new ArrayList<>(graph.outputs());
        graph.inputs().forEach(v -> names.add(v.name()));
        names.addAll(weights.keySet());
        nodes.forEach(this::reserve);
    }

    /** Names inside inner graphs count too: a value must not be hidden there by one of the same name. */
    private void reserve(Node node) {
        names.add(node.name());
        names.addAll(node.outputs());
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.Branch branch) {
                names.addAll(branch.graph().weights().keySet());
                branch.graph().nodes().forEach(this::reserve);
            }
        }
    }

    /** The nodes as they are now; changes do not show in this list. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** Number of changes so far. */
    public int changes() {
        return changes;
    }

    /** The node that defines the value, or null for inputs and weights. */
    public @Nullable Node producer(String value) {
        if (producers == null) {
            producers = new HashMap<>();
            for (Node node : nodes) {
                for (String output : node.outputs()) {
                    producers.put(output, node);
                }
            }
        }
        return producers.get(value);
    }

    /** The nodes that read the value, a node once for each of its uses. */
    public List<Node> consumers(String value) {
        if (consumers == null) {
            consumers = origin.withNodes(nodes, weights).consumers();
        }
        return consumers.getOrDefault(value, List.of());
    }

    /** Whether exactly one node input reads the value and it is no output of the graph. */
    public boolean isUsedOnce(String value) {
        return consumers(value).size() == 1 && !isOutput(value);
    }

    /** Whether the value is an output of the graph. */
    public boolean isOutput(String value) {
        return outputs.stream().anyMatch(v -> v.name().equals(value));
    }

    /** The constant of that name, or null. */
    public @Nullable Tensor weight(String value) {
        return weights.get(value);
    }

    /** The integers of the constant of that name, or null. */
    public long @Nullable [] longs(String value) {
        Tensor tensor = weight(value);
        return tensor == null ? null : tensor.toLongs();
    }

    /** A name like {@code hint} that nothing in the graph has yet. */
    public String fresh(String hint) {
        String name = hint;
        for (int i = 1; !names.add(name); i++) {
            name = hint + "_" + i;
        }
        return name;
    }

    /** Adds a constant and returns its name. */
    public String addWeight(String hint, Tensor tensor) {
        String name = fresh(hint);
        weights.put(name, tensor);
        return name;
    }

    /** Puts nodes where {@code old} is. */
    public void replace(Node old, Node... by) {
        int at = indexOf(old);
        nodes.remove(at);
        nodes.addAll(at, List.of(by));
        changed();
    }

    /** Puts a node before another one. */
    public void insertBefore(Node place, Node node) {
        nodes.add(indexOf(place), node);
        changed();
    }

    /** Puts a node at the end. */
    public void append(Node node) {
        nodes.add(node);
        changed();
    }

    /** Removes a node; those who read {@code value}, which it defines, read {@code instead}. */
    public void bypass(Node node, String value, String instead) {
        nodes.remove(indexOf(node));
        redirect(value, instead);
    }

    /** Everybody who reads {@code from}, the graph's outputs too, reads {@code to}. */
    public void redirect(String from, String to) {
        nodes.replaceAll(node -> node.reads().contains(from) ? node.reading(from, to) : node);
        outputs.replaceAll(v -> v.name().equals(from) ? new Value(to, v.type(), v.shape()) : v);
        changed();
    }

    /** The output {@code from} of the graph becomes {@code to}; nodes read what they read before. */
    public void redirectOutput(String from, Value to) {
        outputs.replaceAll(v -> v.name().equals(from) ? to : v);
        changed();
    }

    /** The node of the same name as it is now: changes elsewhere may have made it read other values. */
    public Node current(Node node) {
        return nodes.get(indexOf(node));
    }

    private int indexOf(Node node) {
        // by name: a redirect replaces the node objects
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).name().equals(node.name())) {
                return i;
            }
        }
        throw new IllegalStateException("no node \"" + node.name() + "\" in the graph");
    }

    private void changed() {
        changes++;
        producers = null;
        consumers = null;
    }

    /** The graph as changed, with other inputs and outputs. */
    public Graph finish(List<Value> otherInputs, List<Value> otherOutputs) {
        outputs.clear();
        outputs.addAll(otherOutputs);
        return finish().withInputs(otherInputs);
    }

    /** The graph as changed, without nodes that no output needs and without weights that nobody reads. */
    public Graph finish() {
        Map<String, Node> defining = new HashMap<>();
        nodes.forEach(node -> node.outputs().forEach(output -> defining.put(output, node)));
        Set<String> needed = new HashSet<>();
        Set<String> live = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        outputs.forEach(v -> open.push(v.name()));
        while (!open.isEmpty()) {
            String value = open.pop();
            if (needed.add(value)) {
                Node node = defining.get(value);
                if (node != null && live.add(node.name())) {
                    node.reads().forEach(open::push);
                }
            }
        }
        List<Node> kept =
                nodes.stream().filter(node -> live.contains(node.name())).toList();
        Map<String, Tensor> used = new LinkedHashMap<>(weights);
        used.keySet().retainAll(needed);
        return origin.withOutputs(outputs).withNodes(kept, used);
    }
}
