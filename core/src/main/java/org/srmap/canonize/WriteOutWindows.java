package org.srmap.canonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.canonize.shape.TransposedWindows;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * Writes the padding that {@code auto_pad} and {@code output_shape} stand for into convolution and pooling nodes, and what newer operator sets leave
 * out of an average into nodes that say it in operator set 17.
 */
public final class WriteOutWindows implements Pass {
    /**
     * Stands for {@code count_include_pad} of an AveragePool with ceil_mode between {@link UpgradeOperators} and this
     * pass: the padding counts, what a window touches beyond it does not. Operator set 17 cannot say so.
     */
    static final long PADS_WITHOUT_OVERHANG = 2;

    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            if (node.is("ConvTranspose")) {
                writeOutTransposed(editor, node, shapes);
                continue;
            }
            boolean slides = node.is("Conv") || node.is("MaxPool") || node.is("AveragePool");
            Shape input = slides ? shapes.shape(node.input(0)) : null;
            if (input == null) {
                continue;
            }
            Node written = node;
            if (!node.text("auto_pad", "NOTSET").equals("NOTSET")) {
                Shape weight = node.is("Conv") ? shapes.shape(node.input(1)) : null;
                long[] kernel = weight == null ? new long[0] : Windows.spatial(weight);
                written = Windows.of(node, Windows.spatial(input), kernel).writtenInto(node);
                editor.replace(node, written);
            }
            if (node.is("AveragePool") && node.integer("count_include_pad", 0) == PADS_WITHOUT_OVERHANG) {
                writeOutCounts(editor, written, input);
            }
        }
        return Result.of(editor);
    }

    private static void writeOutTransposed(GraphEditor editor, Node node, ShapeInference shapes) {
        Shape input = shapes.shape(node.input(0));
        Shape weight = shapes.shape(node.input(1));
        boolean says =
                node.has("output_shape") || !node.text("auto_pad", "NOTSET").equals("NOTSET");
        if (says && input != null && weight != null) {
            TransposedWindows windows = TransposedWindows.of(node, Windows.spatial(input), Windows.spatial(weight));
            editor.replace(node, windows.writtenInto(node));
        }
    }

    private static void writeOutCounts(GraphEditor editor, Node pool, Shape input) {
        Windows windows = Windows.of(pool, Windows.spatial(input), new long[0]);
        long overhang = 0;
        for (int i = 0; i < windows.axes(); i++) {
            overhang += windows.overhang(pool, i, input.size(i + 2));
        }
        if (overhang == 0 || !windows.isPadded()) {
            long counts = windows.isPadded() ? 1 : 0;
            editor.replace(pool, pool.with("count_include_pad", new Attribute.Int(counts)));
        } else {
            padFirst(editor, pool, input, windows);
        }
    }

    /** Padding by a node of its own is an element like others; what lies beyond it is left out. */
    private static void padFirst(GraphEditor editor, Node pool, Shape input, Windows windows) {
        int n = windows.axes();
        long[] pads = new long[2 * (n + 2)];
        long[] counts = new long[n];
        long[] axes = new long[n];
        for (int i = 0; i < n; i++) {
            pads[2 + i] = windows.pads()[i];
            pads[n + 4 + i] = windows.pads()[n + i];
            counts[i] = windows.count(pool, i, input.size(i + 2));
            axes[i] = i + 2;
        }
        String padded = editor.fresh(pool.name() + ".padded");
        String all = editor.fresh(pool.name() + ".all");
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of(
                padded,
                "Pad",
                List.of(pool.input(0), editor.addWeight(pool.name() + ".pads", Tensor.longs(pads))),
                padded,
                Map.of()));
        Node average = pool.without("count_include_pad", "pads").withInputs(List.of(padded));
        nodes.add(average.withOutputs(List.of(all)));
        // a window that began in the padding was not there before
        List<String> cut = List.of(
                all,
                editor.addWeight(pool.name() + ".starts", Tensor.longs(new long[n])),
                editor.addWeight(pool.name() + ".ends", Tensor.longs(counts)),
                editor.addWeight(pool.name() + ".axes", Tensor.longs(axes)));
        String name = editor.fresh(pool.name() + ".cut");
        nodes.add(Node.of(name, "Slice", cut, pool.output(), Map.of()));
        if (Arrays.equals(counts, countsOf(average, input, windows))) {
            nodes.remove(2);
            nodes.set(1, average);
        }
        editor.replace(pool, nodes.toArray(Node[]::new));
    }

    private static long[] countsOf(Node average, Shape input, Windows before) {
        int n = before.axes();
        long[] sizes = new long[n];
        Arrays.setAll(sizes, i -> input.size(i + 2) + before.pads()[i] + before.pads()[n + i]);
        Windows after = Windows.of(average, sizes, new long[0]);
        long[] counts = new long[n];
        Arrays.setAll(counts, i -> after.count(average, i, sizes[i]));
        return counts;
    }
}
