package org.srmap.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model: operators in an order in which they can be computed, the values they start from, and the values asked for.
 * Immutable.
 *
 * @param name the model's own name
 * @param opsets version of each operator domain; the standard one has the empty name
 * @param inputs values given at run time, weights not among them
 * @param outputs values asked for, in this order
 * @param nodes operators, each after the ones whose values it reads
 * @param weights constants by value name
 * @param metadata texts that travel with the model, such as its card
 */
public record Graph(
        String name,
        Map<String, Long> opsets,
        List<Value> inputs,
        List<Value> outputs,
        List<Node> nodes,
        Map<String, Tensor> weights,
        Map<String, String> metadata) {

    public Graph {
        opsets = ordered(opsets);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
        weights = ordered(weights);
        metadata = ordered(metadata);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Version of the standard operators. */
    public long opset() {
        return opsets.getOrDefault("", 0L);
    }

    /** The constant of that name, or null. */
    public @Nullable Tensor weight(String value) {
        return weights.get(value);
    }

    /** Which node defines each value. */
    public Map<String, Node> producers() {
        Map<String, Node> producers = new HashMap<>();
        for (Node node : nodes) {
            for (String output : node.outputs()) {
                producers.put(output, node);
            }
        }
        return producers;
    }

    /** Which nodes read each value, a node once for each of its uses; values that nobody reads are absent. */
    public Map<String, List<Node>> consumers() {
        Map<String, List<Node>> consumers = new HashMap<>();
        for (Node node : nodes) {
            for (String value : node.reads()) {
                consumers.computeIfAbsent(value, k -> new ArrayList<>()).add(node);
            }
        }
        return consumers;
    }

    /** Values that an inner graph reads without defining them: they belong to the graph around it. */
    List<String> captured() {
        Set<String> own = new HashSet<>(weights.keySet());
        inputs.forEach(v -> own.add(v.name()));
        nodes.forEach(node -> own.addAll(node.outputs()));
        List<String> captured = new ArrayList<>();
        nodes.forEach(node -> captured.addAll(node.reads()));
        outputs.forEach(v -> captured.add(v.name()));
        captured.removeIf(own::contains);
        return captured;
    }

    /** This inner graph reading {@code to} where it read {@code from} of the graph around it. */
    Graph capturing(String from, String to) {
        if (!captured().contains(from)) {
            return this;
        }
        List<Node> reading = nodes.stream().map(node -> node.reading(from, to)).toList();
        List<Value> giving = outputs.stream()
                .map(v -> v.name().equals(from) ? new Value(to, v.type(), v.shape()) : v)
                .toList();
        return withNodes(reading, weights).withOutputs(giving);
    }

    /** Whether the value is one of the graph's outputs. */
    public boolean isOutput(String value) {
        return outputs.stream().anyMatch(v -> v.name().equals(value));
    }

    /** This graph with other nodes and weights. */
    public Graph withNodes(List<Node> otherNodes, Map<String, Tensor> otherWeights) {
        return new Graph(name, opsets, inputs, outputs, otherNodes, otherWeights, metadata);
    }

    /** This graph with other inputs. */
    public Graph withInputs(List<Value> otherInputs) {
        return new Graph(name, opsets, otherInputs, outputs, nodes, weights, metadata);
    }

    /** This graph with other outputs. */
    public Graph withOutputs(List<Value> otherOutputs) {
        return new Graph(name, opsets, inputs, otherOutputs, nodes, weights, metadata);
    }

    /** This graph with another version of the standard operators. */
    public Graph withOpset(long version) {
        Map<String, Long> changed = new LinkedHashMap<>(opsets);
        changed.put("", version);
        return new Graph(name, changed, inputs, outputs, nodes, weights, metadata);
    }

    /** This graph with other metadata. */
    public Graph withMetadata(Map<String, String> other) {
        return new Graph(name, opsets, inputs, outputs, nodes, weights, other);
    }

    @Override
    public String toString() {
        return GraphText.print(this);
    }
}
