package org.srmap.model.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Attribute;

/**
 * A square window that slides over a picture.
 *
 * @param kernel its side
 * @param stride its step
 * @param pad rows and columns of padding at each border
 * @param ceil whether a last window that reaches over the border counts
 */
record Window(int kernel, int stride, int pad, boolean ceil) {
    static Window of(int kernel, int stride, int pad) {
        return new Window(kernel, stride, pad, false);
    }

    /** The number of positions along a side; -1 stays open. As in PyTorch, no window starts in the padding. */
    long steps(long size) {
        if (size < 0) {
            return -1;
        }
        long free = size + 2L * pad - kernel;
        long steps = (ceil ? -Math.floorDiv(-free, (long) stride) : Math.floorDiv(free, (long) stride)) + 1;
        return ceil && (steps - 1) * stride >= size + pad ? steps - 1 : steps;
    }

    /** The ONNX attributes, in an order that is always the same. */
    Map<String, Attribute> attributes() {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("kernel_shape", pair(kernel));
        attributes.put("strides", pair(stride));
        attributes.put("pads", quadruple(pad));
        return attributes;
    }

    private static Attribute pair(long value) {
        return new Attribute.Ints(List.of(value, value));
    }

    private static Attribute quadruple(long value) {
        return new Attribute.Ints(List.of(value, value, value, value));
    }
}
