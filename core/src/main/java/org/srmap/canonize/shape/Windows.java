package org.srmap.canonize.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.graph.Dim;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;

/**
 * The sliding window of a convolution or pooling operator: its geometry on each spatial axis.
 *
 * @param kernel window size per spatial axis
 * @param strides step per spatial axis
 * @param dilations distance of the window's taps per spatial axis
 * @param pads elements added at the beginning of each spatial axis, then at the end of each
 * @param ceil whether a last window that reaches beyond the padded end counts (pooling only)
 */
public record Windows(long[] kernel, long[] strides, long[] dilations, long[] pads, boolean ceil) {

    private static final long LARGEST = 1 << 24;

    /**
     * The window of a Conv, ConvTranspose, MaxPool, AveragePool or LpPool node.
     *
     * @param node the node
     * @param spatial sizes of the spatial axes of the input
     * @param kernel window size; the node's {@code kernel_shape} when that is given
     */
    public static Windows of(Node node, long[] spatial, long[] kernel) {
        int n = spatial.length;
        long[] size = node.has("kernel_shape") ? node.integers("kernel_shape", n, 1) : kernel;
        if (size.length != n) {
            throw ModelException.of(node, "a " + size.length + "-dimensional window on " + n + " spatial axes");
        }
        long[] strides = node.integers("strides", n, 1);
        long[] dilations = node.integers("dilations", n, 1);
        require(node, "a window", size, 1);
        require(node, "strides", strides, 1);
        require(node, "dilations", dilations, 1);
        long[] pads = pads(node, spatial, size, strides, dilations);
        require(node, "pads", pads, 0);
        return new Windows(size, strides, dilations, pads, node.integer("ceil_mode", 0) == 1);
    }

    /** Nothing that a picture can have is beyond {@link #LARGEST}; below it no product or sum overflows. */
    private static void require(Node node, String what, long[] values, long least) {
        for (long value : values) {
            if (value < least || value > LARGEST) {
                throw ModelException.of(node, what + " of " + Arrays.toString(values));
            }
        }
    }

    private static long[] pads(Node node, long[] spatial, long[] kernel, long[] strides, long[] dilations) {
        int n = spatial.length;
        String auto = node.text("auto_pad", "NOTSET");
        if (auto.equals("NOTSET") || auto.isEmpty()) {
            return node.integers("pads", 2 * n, 0);
        }
        long[] pads = new long[2 * n];
        if (auto.equals("VALID")) {
            return pads;
        }
        for (int i = 0; i < n; i++) {
            long out = ceilDiv(spatial[i], strides[i]);
            long total = Math.max(0, (out - 1) * strides[i] + (kernel[i] - 1) * dilations[i] + 1 - spatial[i]);
            long small = total / 2;
            pads[i] = auto.equals("SAME_UPPER") ? small : total - small;
            pads[n + i] = total - pads[i];
        }
        return pads;
    }

    /** This window with other pads. */
    Windows withPads(long[] other) {
        return new Windows(kernel, strides, dilations, other, ceil);
    }

    /** Number of spatial axes. */
    public int axes() {
        return kernel.length;
    }

    /** Extent of the window with its dilation. */
    public long extent(int axis) {
        return (kernel[axis] - 1) * dilations[axis] + 1;
    }

    /** Whether every stride is 1. */
    public boolean isUnitStride() {
        for (long stride : strides) {
            if (stride != 1) {
                return false;
            }
        }
        return true;
    }

    /** Whether anything is padded. */
    public boolean isPadded() {
        for (long pad : pads) {
            if (pad != 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Number of windows along an axis.
     *
     * @throws ModelException when the window does not fit
     */
    public long count(Node node, int axis, long size) {
        long span = size + pads[axis] + pads[axes() + axis] - extent(axis);
        if (span < 0) {
            throw ModelException.of(
                    node,
                    "a window of " + extent(axis) + " on an axis of " + size + " with pads " + pads[axis] + " and "
                            + pads[axes() + axis]);
        }
        long count = (ceil ? ceilDiv(span, strides[axis]) : span / strides[axis]) + 1;
        if (ceil && (count - 1) * strides[axis] >= size + pads[axis]) {
            count--; // a window that starts in the padding at the end does not count
        }
        return count;
    }

    /** Elements beyond the padded end that the last windows touch on an axis (0 unless {@code ceil}). */
    public long overhang(Node node, int axis, long size) {
        long reach = (count(node, axis, size) - 1) * strides[axis] + extent(axis);
        return Math.max(0, reach - (size + pads[axis] + pads[axes() + axis]));
    }

    /** The node with its pads written out instead of auto_pad. */
    public Node writtenInto(Node node) {
        return node.without("auto_pad").with("pads", Attribute.ints(pads));
    }

    /**
     * Attributes of the ConvTranspose that gives what each window has back to the elements under it. Elements that no
     * window reaches get nothing; what lies beyond the last element is cut off.
     *
     * @param input what the windows slide over
     * @param output one element for each window
     */
    public Map<String, Attribute> spreading(Shape input, Shape output) {
        int n = axes();
        long[] cropped = pads.clone();
        long[] extra = new long[n];
        for (int i = 0; i < n; i++) {
            long reach = (output.size(i + 2) - 1) * strides[i] + extent(i);
            long cut = reach - pads[i] - input.size(i + 2);
            cropped[n + i] = Math.max(0, cut);
            extra[i] = Math.max(0, -cut);
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("kernel_shape", Attribute.ints(kernel));
        attributes.put("strides", Attribute.ints(strides));
        attributes.put("dilations", Attribute.ints(dilations));
        attributes.put("pads", Attribute.ints(cropped));
        attributes.put("output_padding", Attribute.ints(extra));
        return attributes;
    }

    /** The spatial sizes of a shape N x C x D1 x D2 ... */
    public static long[] spatial(Shape shape) {
        long[] sizes = new long[Math.max(0, shape.rank() - 2)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape.size(i + 2);
        }
        return sizes;
    }

    /** Shape N x channels x (number of windows per axis). */
    Shape output(Node node, Shape input, Dim channels) {
        List<Dim> dims = new ArrayList<>(List.of(input.dim(0), channels));
        for (int i = 0; i < axes(); i++) {
            dims.add(Dim.of(count(node, i, input.size(i + 2))));
        }
        return new Shape(dims);
    }

    private static long ceilDiv(long a, long b) {
        return -Math.floorDiv(-a, b);
    }
}
