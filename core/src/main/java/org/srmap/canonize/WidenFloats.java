package org.srmap.canonize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;

/** Makes float16, bfloat16 and float64 weights, inputs and casts float32: relevance is computed in float32. */
public final class WidenFloats implements Pass {
    @Override
    public Result apply(Graph graph) {
        int changes = 0;
        Map<String, Tensor> weights = new LinkedHashMap<>(graph.weights());
        for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
            if (isOtherFloat(weight.getValue().type())) {
                weight.setValue(weight.getValue().toFloat32());
                changes++;
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Node widened = Branches.inside(widen(node), inner -> apply(inner).graph());
            nodes.add(widened);
            changes += widened.equals(node) ? 0 : 1;
        }
        List<Value> inputs = graph.inputs().stream().map(WidenFloats::widen).toList();
        List<Value> outputs = graph.outputs().stream().map(WidenFloats::widen).toList();
        changes += inputs.equals(graph.inputs()) ? 0 : 1;
        Graph widened = graph.withInputs(inputs).withOutputs(outputs).withNodes(nodes, weights);
        return new Result(changes == 0 ? graph : widened, changes);
    }

    private static Value widen(Value value) {
        return isOtherFloat(value.type()) ? new Value(value.name(), DataType.FLOAT, value.shape()) : value;
    }

    private static Node widen(Node node) {
        Node widened = node;
        for (Map.Entry<String, Attribute> attribute : node.attributes().entrySet()) {
            if (attribute.getValue() instanceof Attribute.Constant c
                    && isOtherFloat(c.value().type())) {
                Tensor tensor = c.value().toFloat32();
                widened = widened.with(attribute.getKey(), new Attribute.Constant(tensor));
            }
        }
        if (node.is("Cast") && isOtherFloat(node.integer("to", 1))) {
            widened = widened.with("to", new Attribute.Int(DataType.FLOAT.onnxCode()));
        }
        return widened;
    }

    private static boolean isOtherFloat(long onnxCode) {
        return onnxCode == DataType.FLOAT16.onnxCode()
                || onnxCode == DataType.BFLOAT16.onnxCode()
                || onnxCode == DataType.DOUBLE.onnxCode();
    }

    private static boolean isOtherFloat(DataType type) {
        return isOtherFloat(type.onnxCode());
    }
}
