package org.srmap.canonize.shape;

import java.util.Arrays;
import org.srmap.graph.Attribute;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;

/**
 * The geometry of a ConvTranspose: pads and output padding written out, whether the node gives them, the output's size
 * ({@code output_shape}) or a rule ({@code auto_pad}).
 *
 * @param windows the window, with the pads that are cut off
 * @param outputPadding elements added at the end of each spatial axis
 */
public record TransposedWindows(Windows windows, long[] outputPadding) {

    /**
     * The geometry of a node.
     *
     * @param node the node
     * @param spatial sizes of the spatial axes of the input
     * @param kernel sizes of the spatial axes of the weights
     * @throws ModelException when its attributes do not fit each other
     */
    public static TransposedWindows of(Node node, long[] spatial, long[] kernel) {
        Windows plain = Windows.of(node.without("auto_pad"), spatial, kernel);
        int n = plain.axes();
        long[] extra = node.integers("output_padding", n, 0);
        long[] wanted = wanted(node, spatial, plain);
        if (Arrays.stream(extra).anyMatch(p -> p < 0)) {
            throw ModelException.of(node, "output_padding of " + Arrays.toString(extra));
        }
        if (wanted.length == 0) {
            boolean valid = node.text("auto_pad", "NOTSET").equals("VALID");
            return new TransposedWindows(valid ? plain.withPads(new long[2 * n]) : plain, extra);
        }
        long[] pads = new long[2 * n];
        for (int i = 0; i < n; i++) {
            long natural = (spatial[i] - 1) * plain.strides()[i] + extra[i] + plain.extent(i);
            long cut = Math.max(0, natural - wanted[i]);
            boolean moreAtTheEnd = node.text("auto_pad", "NOTSET").equals("SAME_UPPER");
            pads[i] = moreAtTheEnd ? cut / 2 : cut - cut / 2;
            pads[n + i] = cut - pads[i];
            if (node.has("output_shape")) {
                extra[i] += Math.max(0, wanted[i] - natural);
            }
        }
        return new TransposedWindows(plain.withPads(pads), extra);
    }

    /** The output's sizes when the node says them, else nothing. */
    private static long[] wanted(Node node, long[] spatial, Windows plain) {
        int n = plain.axes();
        long[] given = node.integers("output_shape");
        if (given != null) {
            if (given.length != n && given.length != n + 2) {
                throw ModelException.of(node, "output_shape has " + given.length + " entries for " + n + " axes");
            }
            return Arrays.copyOfRange(given, given.length - n, given.length);
        }
        long[] same = new long[node.text("auto_pad", "NOTSET").startsWith("SAME") ? n : 0];
        Arrays.setAll(same, i -> spatial[i] * plain.strides()[i]);
        return same;
    }

    /** Size of the output on an axis of the input's size. */
    public long size(int axis, long input) {
        return (input - 1) * windows.strides()[axis]
                + outputPadding[axis]
                + windows.extent(axis)
                - windows.pads()[axis]
                - windows.pads()[windows.axes() + axis];
    }

    /** The node with pads and output padding instead of what stood for them. */
    public Node writtenInto(Node node) {
        Attribute extra = Attribute.ints(outputPadding);
        return windows.writtenInto(node).without("output_shape").with("output_padding", extra);
    }
}
