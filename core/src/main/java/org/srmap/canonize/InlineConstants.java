package org.srmap.canonize;

import org.jspecify.annotations.Nullable;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/** Turns Constant nodes into weights. */
public final class InlineConstants implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Node now = editor.current(node);
            Node entered = Branches.inside(now, inner -> apply(inner).graph());
            if (!entered.equals(now)) {
                editor.replace(now, entered);
            }
            Tensor value = node.is("Constant") ? value(node) : null;
            if (value != null && !graph.isOutput(node.output())) {
                editor.bypass(node, node.output(), editor.addWeight(node.output() + ".value", value));
            }
        }
        return Result.of(editor);
    }

    private static @Nullable Tensor value(Node node) {
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.Constant a) {
                return a.value();
            } else if (attribute instanceof Attribute.Real a) {
                return Tensor.scalar(a.value());
            } else if (attribute instanceof Attribute.Int a) {
                return Tensor.longs(new long[0], a.value());
            } else if (attribute instanceof Attribute.Ints a) {
                return Tensor.longs(
                        a.value().stream().mapToLong(Long::longValue).toArray());
            } else if (attribute instanceof Attribute.Reals a) {
                float[] values = new float[a.value().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = a.value().get(i);
                }
                return Tensor.floats(new long[] {values.length}, values);
            }
        }
        return null;
    }
}
