package org.srmap.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.Pass;
import org.srmap.graph.DataType;
import org.srmap.graph.Dim;
import org.srmap.graph.Draft;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;

/**
 * Gives a graph whose picture input is float N x C x H x W one that is a picture as programs have it: bytes red, green,
 * blue, uint8 N x H x W x 3. What each byte becomes is looked up in a table, so that the values are bit for bit those
 * of a table made elsewhere.
 *
 * @param input name of the picture input, which stays its name
 * @param tensor name for the value that was the input
 * @param channels which channels the graph has, in its order
 * @param table what byte b becomes in channel c, at c * 256 + b
 */
public record ReadBytes(String input, String tensor, Channels channels, List<Float> table) implements Pass {
    private static final int BYTES = 256;

    /** Channels of the graph's tensor. */
    public enum Channels {
        /** Red, green, blue. */
        RGB(3),
        /** Blue, green, red. */
        BGR(3),
        /** Brightness, 0.299 R + 0.587 G + 0.114 B as Pillow rounds it. */
        L(1);

        private final int count;

        Channels(int count) {
            this.count = count;
        }
    }

    public ReadBytes {
        table = List.copyOf(table);
        if (table.size() != channels.count * BYTES) {
            throw new IllegalArgumentException("a table of " + table.size() + " values for channels " + channels + "; "
                    + channels.count * BYTES + " are needed");
        }
    }

    @Override
    public Result apply(Graph graph) {
        Graph renamed = new RenameValues(Map.of(input, tensor)).apply(graph).graph();
        GraphEditor editor = new GraphEditor(renamed);
        Draft draft = new Draft(editor, input + "/");
        String bytes = draft.cast(input, DataType.INT32);
        String last = channels == Channels.L ? brightness(draft, bytes) : bytes;
        if (channels == Channels.BGR) {
            last = draft.gather(last, draft.longs(2, 1, 0), 3);
        }
        int[] starts = new int[channels.count];
        Arrays.setAll(starts, c -> c * BYTES);
        String places = channels == Channels.L ? last : draft.op("Add", last, draft.constant("table", ints(starts)));
        float[] values = new float[table.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.get(i);
        }
        String looked =
                draft.op("Gather", draft.constant("table", Tensor.floats(new long[] {values.length}, values)), places);
        draft.transpose(looked, 0, 3, 1, 2);
        draft.endAs(tensor);
        return new Result(joined(editor, renamed, draft), draft.nodes().size());
    }

    /** Puts the draft in front of everything else. */
    private Graph joined(GraphEditor editor, Graph renamed, Draft draft) {
        draft.insertBefore(renamed.nodes().get(0));
        List<Value> inputs = new ArrayList<>();
        for (Value v : renamed.inputs()) {
            Shape s = v.shape();
            inputs.add(
                    v.name().equals(tensor)
                            ? new Value(
                                    input, DataType.UINT8, new Shape(List.of(s.dim(0), s.dim(2), s.dim(3), Dim.of(3))))
                            : v);
        }
        return editor.finish(inputs, renamed.outputs());
    }

    /** (19595 R + 38470 G + 7471 B + 2^15) / 2^16, N x H x W x 1. */
    private static String brightness(Draft draft, String bytes) {
        String weighted = draft.op("Mul", bytes, draft.constant("table", ints(19_595, 38_470, 7_471)));
        String sum = draft.sum(weighted, 3);
        String rounded = draft.op("Add", sum, draft.constant("table", ints(0x8000)));
        return draft.op("Div", rounded, draft.constant("table", ints(0x10000)));
    }

    private static Tensor ints(int... values) {
        java.nio.ByteBuffer bytes =
                java.nio.ByteBuffer.allocate(4 * values.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return Tensor.of(DataType.INT32, new long[] {values.length}, bytes);
    }
}
