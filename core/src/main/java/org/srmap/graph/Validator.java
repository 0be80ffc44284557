package org.srmap.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says whether a graph is well formed: names unique, every value defined once and before it is read. */
public final class Validator {
    private final Graph graph;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> defined = new HashSet<>();

    private Validator(Graph graph) {
        this.graph = graph;
    }

    /** Everything that is wrong with the graph; empty when it is well formed. */
    public static List<Problem> problems(Graph graph) {
        return new Validator(graph).check();
    }

    /**
     * Passes a well-formed graph on.
     *
     * @throws ModelException listing everything that is wrong
     */
    public static Graph validated(Graph graph) {
        List<Problem> problems = problems(graph);
        if (!problems.isEmpty()) {
            throw new ModelException(problems);
        }
        return graph;
    }

    private List<Problem> check() {
        graph.inputs().forEach(input -> define(input.name(), "", "Input"));
        graph.weights().keySet().forEach(weight -> define(weight, "", "Weight"));
        checkNodes(graph.nodes());
        if (graph.outputs().isEmpty()) {
            problems.add(new Problem("", "", "the model has no output"));
        }
        checkOutputs(graph);
        return problems;
    }

    private void checkNodes(List<Node> nodes) {
        Set<String> names = new HashSet<>();
        for (Node node : nodes) {
            if (!names.add(node.name())) {
                problems.add(new Problem(node.name(), node.op(), "another node has the same name"));
            }
            for (Attribute attribute : node.attributes().values()) {
                if (attribute instanceof Attribute.Branch branch) {
                    checkInner(branch.graph());
                }
            }
            for (String value : node.reads()) {
                if (!defined.contains(value)) {
                    problems.add(new Problem(
                            node.name(), node.op(), "reads \"" + value + "\", which nothing before it defines"));
                }
            }
            if (node.outputs().isEmpty()) {
                problems.add(new Problem(node.name(), node.op(), "defines no value"));
            }
            for (String output : node.outputs()) {
                if (!output.isEmpty()) {
                    define(output, node.name(), node.op());
                }
            }
        }
    }

    /** An inner graph sees what is defined around it; what it defines is not seen outside. */
    private void checkInner(Graph inner) {
        List<String> own = new ArrayList<>(inner.weights().keySet());
        inner.inputs().forEach(v -> own.add(v.name()));
        inner.nodes().forEach(node -> own.addAll(node.outputs()));
        own.removeIf(defined::contains);
        inner.inputs().forEach(input -> define(input.name(), "", "Input"));
        inner.weights().keySet().forEach(weight -> define(weight, "", "Weight"));
        checkNodes(inner.nodes());
        checkOutputs(inner);
        own.forEach(defined::remove);
    }

    private void checkOutputs(Graph checked) {
        for (Value output : checked.outputs()) {
            if (!defined.contains(output.name())) {
                problems.add(new Problem(output.name(), "Output", "nothing defines it"));
            }
        }
    }

    private void define(String value, String node, String op) {
        if (value.isEmpty()) {
            problems.add(new Problem(node, op, "has an empty name"));
        } else if (!defined.add(value)) {
            problems.add(new Problem(node, op, "defines \"" + value + "\" a second time"));
        }
    }
}
