package org.srmap.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One operator of a graph.
 *
 * @param name its name, unique in the graph; what reports, globs and the ledger use
 * @param domain ONNX operator domain, empty for the standard one
 * @param op operator type, for example {@code Conv}
 * @param inputs names of the values it reads; the empty text is an optional input that is left out
 * @param outputs names of the values it defines
 * @param attributes its attributes by name, in file order
 */
public record Node(
        String name,
        String domain,
        String op,
        List<String> inputs,
        List<String> outputs,
        Map<String, Attribute> attributes) {

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** A standard operator with one output. */
    public static Node of(
            String name, String op, List<String> inputs, String output, Map<String, Attribute> attributes) {
        return new Node(name, "", op, inputs, List.of(output), attributes);
    }

    /** Whether this is the standard operator {@code type}. */
    public boolean is(String type) {
        return domain.isEmpty() && op.equals(type);
    }

    /** The name of input {@code index}, empty when it is left out. */
    public String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /** Whether input {@code index} is given. */
    public boolean hasInput(int index) {
        return !input(index).isEmpty();
    }

    /**
     * Names of all values that the node needs: its inputs that are given, and what its inner graphs read from around
     * it; a name once for each use.
     */
    public List<String> reads() {
        List<String> reads = new ArrayList<>(inputs);
        reads.removeIf(String::isEmpty);
        for (Attribute attribute : attributes.values()) {
            if (attribute instanceof Attribute.Branch branch) {
                reads.addAll(branch.graph().captured());
            }
        }
        return reads;
    }

    /** The first output. */
    public String output() {
        return outputs.get(0);
    }

    /** Whether the attribute is given. */
    public boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /** An integer attribute, or its default. */
    public long integer(String attribute, long otherwise) {
        return attributes.get(attribute) instanceof Attribute.Int a ? a.value() : otherwise;
    }

    /** A number attribute, or its default. */
    public float real(String attribute, float otherwise) {
        return attributes.get(attribute) instanceof Attribute.Real a ? a.value() : otherwise;
    }

    /** A text attribute, or its default. */
    public String text(String attribute, String otherwise) {
        return attributes.get(attribute) instanceof Attribute.Text a ? a.value() : otherwise;
    }

    /** A list of integers, or null when it is not given. */
    public long @Nullable [] integers(String attribute) {
        return attributes.get(attribute) instanceof Attribute.Ints a
                ? a.value().stream().mapToLong(Long::longValue).toArray()
                : null;
    }

    /** A list of {@code count} integers; {@code each} for all of them when it is not given. */
    public long[] integers(String attribute, int count, long each) {
        long[] given = integers(attribute);
        if (given == null) {
            given = new long[count];
            Arrays.fill(given, each);
        }
        if (given.length != count) {
            throw ModelException.of(this, attribute + " has " + given.length + " entries; expected " + count);
        }
        return given;
    }

    /** This node reading other values. */
    public Node withInputs(List<String> changed) {
        return new Node(name, domain, op, changed, outputs, attributes);
    }

    /** This node writing other values. */
    public Node withOutputs(List<String> changed) {
        return new Node(name, domain, op, inputs, changed, attributes);
    }

    /** This node as another standard operator. */
    public Node as(String otherOp, List<String> otherInputs, Map<String, Attribute> otherAttributes) {
        return new Node(name, "", otherOp, otherInputs, outputs, otherAttributes);
    }

    /** This node with an attribute set. */
    public Node with(String attribute, Attribute value) {
        Map<String, Attribute> changed = new LinkedHashMap<>(attributes);
        changed.put(attribute, value);
        return new Node(name, domain, op, inputs, outputs, changed);
    }

    /** This node without the attributes named. */
    public Node without(String... names) {
        Map<String, Attribute> changed = new LinkedHashMap<>(attributes);
        changed.keySet().removeAll(Arrays.asList(names));
        return new Node(name, domain, op, inputs, outputs, changed);
    }

    /** This node with every use of {@code from} replaced by {@code to}, in its inner graphs too. */
    public Node reading(String from, String to) {
        List<String> changed = new ArrayList<>(inputs);
        changed.replaceAll(input -> input.equals(from) ? to : input);
        Map<String, Attribute> redirected = new LinkedHashMap<>(attributes);
        redirected.replaceAll((key, attribute) -> attribute instanceof Attribute.Branch branch
                ? new Attribute.Branch(branch.graph().capturing(from, to))
                : attribute);
        return new Node(name, domain, op, changed, outputs, redirected);
    }

    @Override
    public String toString() {
        String settings = attributes.isEmpty()
                ? ""
                : attributes.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining(", ", " {", "}"));
        String type = domain.isEmpty() ? op : domain + "::" + op;
        return String.join(", ", outputs) + " = " + type + "(" + String.join(", ", inputs) + ")" + settings;
    }
}
