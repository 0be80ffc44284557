package org.srmap.canonize;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Value;

/** Makes the first output the only one and its shape N x classes. */
public final class FlattenLogits implements Pass {
    @Override
    public Result apply(Graph graph) {
        Value output = graph.outputs().get(0);
        Shape shape = ShapeInference.of(graph).shape(output.name());
        if (shape == null) {
            return new Result(graph, 0); // an operator before it is not supported: the compiler names all of them
        }
        if (shape.dim(0).isKnown()) {
            throw new ModelException("the output \"" + output.name() + "\" " + shape
                    + " has a fixed first size: it does not follow the batch");
        }
        long classes = Arrays.stream(shape.sizes()).skip(1).max().orElse(-1);
        if (shape.rank() < 2 || !shape.isStaticFrom(1) || shape.elementsFrom(1) != classes) {
            throw new ModelException("the output \"" + output.name() + "\" has the shape " + shape
                    + "; a classifier's output is N x classes (srmap does not explain segmentation or detection)");
        }
        Value inferred = new Value(output.name(), DataType.FLOAT, shape); // whatever the file declares
        Graph single = classes == 1 ? Link.SIGMOID.writtenInto(graph) : graph;
        GraphEditor editor = new GraphEditor(single.withOutputs(List.of(inferred)));
        if (shape.rank() == 2) {
            return new Result(editor.finish(), graph.outputs().size() - 1);
        }
        String flat = editor.fresh("logits");
        editor.append(Node.of(
                editor.fresh("flatten_logits"),
                "Flatten",
                List.of(output.name()),
                flat,
                Map.of("axis", new Attribute.Int(1))));
        editor.redirectOutput(output.name(), new Value(flat, DataType.FLOAT, Shape.of(-1, classes)));
        return new Result(editor.finish(), 1);
    }
}
