package org.srmap.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/** Nodes written one after the other, each with one new output, to be put into a graph together. */
final class Draft {
    private final GraphEditor editor;
    private final String hint;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * An empty draft.
     *
     * @param hint what the names of nodes and constants begin with
     */
    Draft(GraphEditor editor, String hint) {
        this.editor = editor;
        this.hint = hint;
    }

    String op(String type, List<String> inputs, Map<String, Attribute> attributes) {
        String output = editor.fresh(hint + "/" + type);
        nodes.add(Node.of(output, type, inputs, output, attributes));
        return output;
    }

    String op(String type, String... inputs) {
        return op(type, List.of(inputs), Map.of());
    }

    /** The last node writes {@code output} instead of a new name. */
    void endAs(String output) {
        int last = nodes.size() - 1;
        nodes.set(last, nodes.get(last).withOutputs(List.of(output)));
    }

    String scalar(double value) {
        return editor.addWeight(hint + "/number", Tensor.scalar((float) value));
    }

    String longs(long... values) {
        return editor.addWeight(hint + "/numbers", Tensor.longs(values));
    }

    String tensor(Tensor tensor) {
        return editor.addWeight(hint + "/table", tensor);
    }

    String reshape(String value, long... target) {
        return op("Reshape", value, longs(target));
    }

    String transpose(String value, long... order) {
        return op("Transpose", List.of(value), Map.of("perm", Windows.ints(order)));
    }

    String cast(String value, DataType type) {
        return op("Cast", List.of(value), Map.of("to", new Attribute.Int(type.onnxCode())));
    }

    Node[] nodes() {
        return nodes.toArray(Node[]::new);
    }
}
