package org.srmap.attribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.operator.LayerKind;
import org.srmap.rule.Layer;
import org.srmap.text.EditDistance;

/** Places in a network, by the names that people use. */
public final class NodeNames {
    private static final int SUGGESTED = 5;
    private static final Set<LayerKind> FEATURES = Set.of(
            LayerKind.CONV,
            LayerKind.ACTIVATION,
            LayerKind.SUM,
            LayerKind.PRODUCT,
            LayerKind.BATCH_NORM,
            LayerKind.LRN,
            LayerKind.OTHER);

    private NodeNames() {}

    /**
     * The value that a name means: the output of the node of that name, or the value of that name.
     *
     * @param graph a canonical graph
     * @throws IllegalArgumentException when there is none, with the names that come close
     */
    public static String value(Graph graph, String name) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Layer layer : Layer.of(graph)) {
            values.put(layer.node().name(), layer.node().output());
            layer.node().outputs().forEach(output -> values.putIfAbsent(output, output));
        }
        values.putIfAbsent(graph.inputs().get(0).name(), graph.inputs().get(0).name());
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "there is no node \"" + name + "\" in the canonical network; similar names: "
                            + String.join(", ", near(name, values.keySet())) + " (srmap check lists all)");
        }
        return value;
    }

    private static List<String> near(String name, Collection<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        Comparator<String> byDistance = Comparator.comparingInt(other -> {
            String otherLower = other.toLowerCase(Locale.ROOT);
            return otherLower.contains(lower) ? 0 : EditDistance.between(lower, otherLower);
        });
        return known.stream().sorted(byDistance).limit(SUGGESTED).toList();
    }

    /**
     * The last feature map of a network: behind its last convolution with more than one place, after everything that
     * follows at the same size (sum of branches, normalization, activation, concatenation) and before any pooling.
     *
     * @throws ModelException when there is no such convolution
     */
    public static String lastFeatureMap(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        List<Layer> layers = new ArrayList<>(Layer.of(graph));
        int last = -1;
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).kind() == LayerKind.CONV
                    && places(shapes, layers.get(i).node()) > 1) {
                last = i;
            }
        }
        if (last < 0) {
            throw new ModelException("the network has no convolution with more than one place to draw a map of");
        }
        Node found = layers.get(last).node();
        Shape size = shapes.known(found.output());
        for (Layer layer : layers.subList(last, layers.size())) {
            Shape shape = shapes.shape(layer.node().output());
            boolean features = FEATURES.contains(layer.kind()) || layer.node().is("Concat");
            if (features
                    && shape != null
                    && shape.rank() == 4
                    && shape.size(2) == size.size(2)
                    && shape.size(3) == size.size(3)) {
                found = layer.node();
            }
        }
        return found.output();
    }

    private static long places(ShapeInference shapes, Node node) {
        Shape shape = shapes.shape(node.output());
        return shape == null || shape.rank() != 4 || !shape.isStaticFrom(2) ? 0 : shape.elementsFrom(2);
    }
}
