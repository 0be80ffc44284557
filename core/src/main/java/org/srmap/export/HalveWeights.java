package org.srmap.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.srmap.canonize.Pass;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.npy.HalfFloat;

/**
 * Stores the larger float32 weights as float16, each with a Cast back behind it: half the file, the same arithmetic on
 * rounded weights (relative error up to 2^-11). Weights with values that float16 cannot hold stay as they are.
 */
public final class HalveWeights implements Pass {
    /** Smaller ones are not worth a node. */
    private static final long FROM_ELEMENTS = 1024;

    private static final float LARGEST = 65_504;

    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        Node first = graph.nodes().get(0);
        for (Map.Entry<String, Tensor> entry : graph.weights().entrySet()) {
            Tensor weight = entry.getValue();
            if (weight.type() == DataType.FLOAT && weight.rank() > 1 && weight.elements() >= FROM_ELEMENTS) {
                Tensor half = halved(weight);
                if (half != null) {
                    String value = editor.fresh(entry.getKey() + ".float32");
                    String stored = editor.addWeight(entry.getKey() + ".float16", half);
                    editor.redirect(entry.getKey(), value);
                    Attribute to = new Attribute.Int(DataType.FLOAT.onnxCode());
                    editor.insertBefore(
                            first, Node.of(value, "Cast", java.util.List.of(stored), value, Map.of("to", to)));
                }
            }
        }
        return new Result(editor.finish(), editor.changes());
    }

    private static @org.jspecify.annotations.Nullable Tensor halved(Tensor weight) {
        FloatBuffer values = weight.floatBuffer();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.remaining(), 2)).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            float value = values.get();
            if (!(Math.abs(value) <= LARGEST)) {
                return null;
            }
            bytes.putShort(HalfFloat.fromFloat(value));
        }
        return Tensor.of(DataType.FLOAT16, weight.shape(), bytes.flip());
    }
}
