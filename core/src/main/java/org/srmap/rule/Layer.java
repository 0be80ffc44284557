package org.srmap.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.operator.LayerKind;
import org.srmap.operator.Operator;

/**
 * A node through which relevance can flow.
 *
 * @param node the node
 * @param kind what it is to a composite
 */
public record Layer(Node node, LayerKind kind) {

    /** The nodes of a canonical graph that depend on the picture, in order. */
    public static List<Layer> of(Graph graph) {
        Set<String> computed = computed(graph);
        List<Layer> layers = new ArrayList<>();
        for (Node node : graph.nodes()) {
            int inputs = (int) node.reads().stream().filter(computed::contains).count();
            if (inputs > 0 && !node.is("Shape")) {
                Operator operator = Operator.of(node);
                layers.add(new Layer(node, operator == null ? LayerKind.OTHER : operator.kind(inputs)));
            }
        }
        return layers;
    }

    /** Names of the values that depend on the picture. */
    public static Set<String> computed(Graph graph) {
        Set<String> computed = new HashSet<>();
        graph.inputs().forEach(v -> computed.add(v.name()));
        for (Node node : graph.nodes()) {
            if (!node.is("Shape") && node.reads().stream().anyMatch(computed::contains)) {
                computed.addAll(node.outputs());
            }
        }
        return computed;
    }
}
