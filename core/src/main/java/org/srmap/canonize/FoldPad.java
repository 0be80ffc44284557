package org.srmap.canonize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/** Merges a Pad with zeros on the spatial axes into the Conv or AveragePool that reads it. */
public final class FoldPad implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Node pad = node.is("Pad") ? editor.producer(node.output()) : null;
            if (pad == null || !editor.isUsedOnce(pad.output())) {
                continue;
            }
            Node after = editor.consumers(pad.output()).get(0);
            long[] amounts = spatialZeros(pad, editor);
            if (amounts != null && takes(after, pad.output())) {
                long[] own = after.integers("pads", amounts.length, 0);
                for (int i = 0; i < own.length; i++) {
                    own[i] += amounts[i];
                }
                if (after.is("AveragePool") && isWiderThanWindow(own, after)) {
                    continue; // the runtime does not take windows that lie in the padding only
                }
                Node merged = after.without("auto_pad").with("pads", Attribute.ints(own));
                if (after.is("AveragePool")) {
                    merged = merged.with("count_include_pad", new Attribute.Int(1));
                }
                editor.replace(after, merged);
                editor.bypass(pad, pad.output(), pad.input(0));
            }
        }
        return Result.of(editor);
    }

    private static boolean takes(Node after, String value) {
        String auto = after.text("auto_pad", "NOTSET");
        if (!after.input(0).equals(value) || !(auto.equals("NOTSET") || auto.equals("VALID") || auto.isEmpty())) {
            return false;
        }
        if (after.is("Conv")) {
            return true;
        }
        // an average that leaves out its own padding cannot count the explicit one
        long[] pads = after.integers("pads");
        boolean ownPads = pads != null && Arrays.stream(pads).anyMatch(p -> p != 0);
        return after.is("AveragePool")
                && after.integer("ceil_mode", 0) == 0
                && (!ownPads || after.integer("count_include_pad", 0) == 1);
    }

    private static boolean isWiderThanWindow(long[] pads, Node pool) {
        long[] kernel = pool.integers("kernel_shape", pads.length / 2, 1);
        for (int i = 0; i < pads.length; i++) {
            if (pads[i] >= kernel[i % kernel.length]) {
                return true;
            }
        }
        return false;
    }

    /** Amounts on the spatial axes when nothing else is padded, with zeros, and not cropped; else null. */
    private static long @Nullable [] spatialZeros(Node pad, GraphEditor editor) {
        Tensor amounts = editor.weight(pad.input(1));
        Tensor value = pad.hasInput(2) ? editor.weight(pad.input(2)) : Tensor.scalar(0);
        if (amounts == null
                || value == null
                || pad.hasInput(3)
                || !pad.text("mode", "constant").equals("constant")) {
            return null;
        }
        long[] all = amounts.toLongs();
        int rank = all.length / 2;
        boolean fits =
                value.toFloats()[0] == 0 && rank > 2 && Arrays.stream(all).allMatch(p -> p >= 0);
        if (!fits || all[0] != 0 || all[1] != 0 || all[rank] != 0 || all[rank + 1] != 0) {
            return null;
        }
        long[] spatial = new long[2 * (rank - 2)];
        System.arraycopy(all, 2, spatial, 0, rank - 2);
        System.arraycopy(all, rank + 2, spatial, rank - 2, rank - 2);
        return spatial;
    }
}
