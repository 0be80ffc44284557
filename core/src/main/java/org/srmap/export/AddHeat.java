package org.srmap.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.Pass;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Draft;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Shape;
import org.srmap.graph.Value;

/**
 * Adds an output to draw: the sum of a map N x C x H x W over its channels, divided for each picture by the largest
 * size of a value, so that it lies in [-1, 1]; all zero where the map is. N x H x W.
 *
 * @param map name of the output with the map
 * @param heat name of the output to add
 */
public record AddHeat(String map, String heat) implements Pass {

    @Override
    public Result apply(Graph given) {
        String other = new GraphEditor(given).fresh(heat); // for a value of the model that is called so
        Graph graph = other.equals(heat)
                ? given
                : new RenameValues(Map.of(heat, other)).apply(given).graph();
        GraphEditor editor = new GraphEditor(graph);
        Draft draft = new Draft(editor, "heat/");
        Map<String, Attribute> drop = Map.of("keepdims", new Attribute.Int(0));
        String sum = draft.op("ReduceSum", List.of(map, draft.longs(1)), drop);
        String largest = draft.op(
                "ReduceMax",
                List.of(draft.op("Abs", sum)),
                Map.of("axes", Attribute.ints(1, 2), "keepdims", new Attribute.Int(1)));
        String isZero = draft.op("Equal", largest, draft.scalar(0));
        draft.op("Div", sum, draft.op("Where", isZero, draft.scalar(1), largest));
        draft.endAs(heat);
        draft.append();
        List<Value> outputs = new ArrayList<>(graph.outputs());
        Shape shape = graph.outputs().stream()
                .filter(v -> v.name().equals(map))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the graph has no output " + map))
                .shape();
        outputs.add(new Value(heat, DataType.FLOAT, new Shape(List.of(shape.dim(0), shape.dim(2), shape.dim(3)))));
        return new Result(editor.finish(graph.inputs(), outputs), editor.changes());
    }
}
