package org.srmap.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.Pass;
import org.srmap.graph.Draft;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Value;

/**
 * Gives a graph whose picture input is N x H x W x C one that is N x C x H x W, and its map likewise.
 *
 * @param input name of the picture input
 * @param map name of the output of the same shape
 */
public record MoveChannelsFirst(String input, String map) implements Pass {

    @Override
    public Result apply(Graph graph) {
        GraphEditor names = new GraphEditor(graph);
        String inner = names.fresh(input + "/channels-last");
        String innerMap = names.fresh(map + "/channels-last");
        Graph renamed = new RenameValues(Map.of(input, inner, map, innerMap))
                .apply(graph)
                .graph();
        GraphEditor editor = new GraphEditor(renamed);
        Draft before = new Draft(editor, "layout/");
        before.transpose(input, 0, 2, 3, 1);
        before.endAs(inner);
        Draft after = new Draft(editor, "layout/map/");
        after.transpose(innerMap, 0, 3, 1, 2);
        after.endAs(map);
        List<Node> nodes = new ArrayList<>(before.nodes());
        nodes.addAll(renamed.nodes());
        nodes.addAll(after.nodes());
        Graph whole = renamed.withNodes(nodes, renamed.weights())
                .withInputs(values(renamed.inputs(), inner, input))
                .withOutputs(values(renamed.outputs(), innerMap, map));
        return new Result(whole, 2);
    }

    private static List<Value> values(List<Value> values, String inner, String outer) {
        return values.stream()
                .map(v -> v.name().equals(inner) ? new Value(outer, v.type(), first(v.shape())) : v)
                .toList();
    }

    private static Shape first(Shape last) {
        return new Shape(List.of(last.dim(0), last.dim(3), last.dim(1), last.dim(2)));
    }
}
