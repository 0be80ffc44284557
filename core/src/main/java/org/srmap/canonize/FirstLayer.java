package org.srmap.canonize;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/**
 * What the first convolution says about the image input of a model that leaves all its sizes open.
 *
 * @param channels number of channels that it takes; -1 when that cannot be told
 * @param isChannelsLast whether the input is transposed on the way to it, so that channels come last
 */
public record FirstLayer(long channels, boolean isChannelsLast) {
    private static final FirstLayer UNKNOWN = new FirstLayer(-1, false);

    /** What may lie between the input and the first convolution. */
    private static final Set<String> BETWEEN = Set.of(
            "Identity",
            "Cast",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pad",
            "Clip",
            "BatchNormalization",
            "Resize",
            "Transpose",
            "Dropout",
            "Slice");

    /** Looks at a model as it was read. */
    public static FirstLayer of(Graph graph) {
        Map<String, List<Node>> consumers = graph.consumers();
        boolean last = false;
        String value = graph.inputs().get(0).name();
        for (int i = 0; i <= graph.nodes().size(); i++) {
            Node next = null;
            for (Node reader : consumers.getOrDefault(value, List.of())) {
                if (reader.op().endsWith("Conv") && reader.input(0).equals(value)) {
                    return new FirstLayer(taken(reader, graph), last);
                }
                next = reader.domain().isEmpty() && BETWEEN.contains(reader.op()) ? reader : next;
            }
            if (next == null) {
                return UNKNOWN;
            }
            if (next.is("Transpose")) {
                long[] order = next.integers("perm");
                last = order != null && order.length == 4 && order[1] == 3;
            }
            value = next.output();
        }
        return UNKNOWN;
    }

    /** Channels of the weights, which may be made from a constant by nodes that keep its shape. */
    private static long taken(Node conv, Graph graph) {
        Map<String, Node> producers = graph.producers();
        String value = conv.input(1);
        Set<String> seen = new HashSet<>();
        while (seen.add(value)) {
            Node node = producers.get(value);
            Tensor weight = node == null ? graph.weight(value) : constant(node);
            if (weight != null && weight.rank() >= 3) {
                return weight.size(1) * conv.integer("group", 1);
            }
            if (node == null || node.inputs().isEmpty()) {
                return -1;
            }
            value = node.input(0);
        }
        return -1;
    }

    private static @Nullable Tensor constant(Node node) {
        return node.is("Constant") && node.attributes().get("value") instanceof Attribute.Constant c ? c.value() : null;
    }
}
