package org.srmap.canonize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;

/** Puts the branch that an {@code If} with a constant condition takes in its place. */
public final class TakeBranches implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Attribute taken = node.is("If") ? taken(node, editor) : null;
            if (taken instanceof Attribute.Branch branch
                    && branch.graph().outputs().size() == node.outputs().size()
                    && node.outputs().stream().noneMatch(graph::isOutput)) {
                take(editor, editor.current(node));
            }
        }
        return Result.of(editor);
    }

    /** Names of the branch are its own: they are made new ones of the graph around it. */
    private static void take(GraphEditor editor, Node place) {
        if (!(taken(place, editor) instanceof Attribute.Branch attribute)) {
            return;
        }
        Graph branch = attribute.graph();
        Map<String, String> renamed = new HashMap<>();
        branch.weights().forEach((name, tensor) -> renamed.put(name, editor.addWeight(name, tensor)));
        List<Node> nodes = new ArrayList<>();
        for (Node inner : branch.nodes()) {
            List<String> outputs = new ArrayList<>();
            for (String output : inner.outputs()) {
                String fresh = output.isEmpty() ? "" : editor.fresh(output);
                renamed.put(output, fresh);
                outputs.add(fresh);
            }
            Node node = inner;
            for (String value : List.copyOf(inner.reads())) {
                node = node.reading(value, renamed.getOrDefault(value, value));
            }
            nodes.add(new Node(
                    editor.fresh(inner.name()), node.domain(), node.op(), node.inputs(), outputs, node.attributes()));
        }
        List<String> results = branch.outputs().stream().map(Value::name).toList();
        List<String> outputs = place.outputs();
        editor.replace(place, nodes.toArray(Node[]::new));
        for (int i = 0; i < outputs.size(); i++) {
            editor.redirect(outputs.get(i), renamed.getOrDefault(results.get(i), results.get(i)));
        }
    }

    private static @Nullable Attribute taken(Node node, GraphEditor editor) {
        Tensor condition = editor.weight(node.input(0));
        if (condition == null || condition.elements() != 1) {
            return null;
        }
        return node.attributes().get(condition.toLongs()[0] != 0 ? "then_branch" : "else_branch");
    }
}
