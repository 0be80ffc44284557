package org.srmap.canonize;

import java.util.List;
import java.util.Locale;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;

/** In which order the axes of a model's image input lie. */
public enum InputLayout {
    /** Batch, channels, height, width: PyTorch's. */
    NCHW,
    /** Batch, height, width, channels: TensorFlow's and Keras's; the model transposes by itself. */
    NHWC;

    /**
     * The layout of the only input of a model, canonical or not: NHWC when all who read it transpose it so, or when its
     * last axis has 1, 3 or 4 elements and its second one has not.
     */
    public static InputLayout of(Graph model) {
        Shape shape = model.inputs().get(0).shape();
        List<Node> readers =
                model.consumers().getOrDefault(model.inputs().get(0).name(), List.of());
        if (shape.rank() != 4) {
            return NCHW;
        }
        if (!readers.isEmpty() && readers.stream().allMatch(InputLayout::isToChannelsFirst)) {
            return NHWC;
        }
        if (readers.stream().anyMatch(n -> n.is("Conv"))) {
            return NCHW;
        }
        return isChannels(shape.size(3))
                        && !isChannels(shape.size(1))
                        && shape.dim(1).isKnown()
                ? NHWC
                : NCHW;
    }

    private static boolean isToChannelsFirst(Node node) {
        long[] perm = node.is("Transpose") ? node.integers("perm") : null;
        return perm != null && java.util.Arrays.equals(perm, new long[] {0, 3, 1, 2});
    }

    private static boolean isChannels(long size) {
        return size == 1 || size == 3 || size == 4;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
