package org.srmap.canonize.constant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;

/**
 * The nodes of a graph that depend on constants only and that {@link ConstantEvaluator} does not know, to be computed by a
 * runtime in one go: dequantized weights, norms of weights, products of weights, and whatever else exporters leave.
 */
public final class ConstantPart {
    /** Operators that give other values each time, or that hold graphs. */
    private static final Set<String> LEFT_ALONE = Set.of(
            "RandomNormal",
            "RandomNormalLike",
            "RandomUniform",
            "RandomUniformLike",
            "Bernoulli",
            "Multinomial",
            "Dropout",
            "If",
            "Loop",
            "Scan",
            "SequenceMap");

    private final Graph graph;
    private final ShapeInference shapes;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> values = new HashSet<>();

    /** An empty part of a graph. */
    public ConstantPart(Graph graph, ShapeInference shapes) {
        this.graph = graph;
        this.shapes = shapes;
    }

    /**
     * Takes a node in when everything that it reads is constant and the size of what it gives is known.
     *
     * @param editor holds the constants so far
     * @param mostElements how many elements its outputs may have
     * @return how many they have; 0 when it is not taken in
     */
    public long add(Node node, GraphEditor editor, long mostElements) {
        boolean constant = node.domain().isEmpty()
                && !LEFT_ALONE.contains(node.op())
                && !node.inputs().isEmpty()
                && node.reads().stream().allMatch(value -> isNumbers(value, editor));
        long elements = 0;
        for (String output : node.outputs()) {
            if (constant && editor.consumers(output).isEmpty() && !editor.isOutput(output)) {
                continue;
            }
            Shape shape = shapes.shape(output);
            if (!constant || !output.isEmpty() && (shape == null || !shape.isStatic())) {
                return 0;
            }
            elements += output.isEmpty() || shape == null ? 0 : shape.elementsFrom(0);
        }
        if (elements == 0 || elements > mostElements) {
            return 0;
        }
        nodes.add(node);
        values.addAll(node.outputs());
        return elements;
    }

    private boolean isNumbers(String value, GraphEditor editor) {
        Tensor weight = editor.weight(value);
        return values.contains(value) || weight != null && weight.type().isNumber();
    }

    /** What nodes outside of the part read of it, computed, by name; empty when the runner cannot compute it. */
    public Map<String, Tensor> computed(GraphEditor editor, ConstantRunner runner) {
        Set<String> inside = new HashSet<>();
        nodes.forEach(node -> inside.add(node.name()));
        Map<String, Tensor> weights = new LinkedHashMap<>();
        List<Value> asked = new ArrayList<>();
        for (Node node : nodes) {
            for (String value : node.reads()) {
                Tensor weight = editor.weight(value);
                if (weight != null) {
                    weights.put(value, weight);
                }
            }
            for (String output : node.outputs()) {
                Shape shape = shapes.shape(output);
                boolean wanted = editor.consumers(output).stream().anyMatch(n -> !inside.contains(n.name()));
                if (wanted && shape != null) {
                    asked.add(new Value(output, DataType.OTHER, shape));
                }
            }
        }
        if (asked.isEmpty()) {
            return Map.of();
        }
        Graph part = new Graph("constants", graph.opsets(), List.of(), asked, nodes, weights, Map.of());
        try {
            return runner.outputs(part);
        } catch (ModelException | IllegalArgumentException e) {
            return Map.of(); // what reads them says that they are not constant
        }
    }
}
