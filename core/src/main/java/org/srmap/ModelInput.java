package org.srmap;

import java.util.ArrayList;
import java.util.List;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.graph.Tensor;
import org.srmap.image.Preprocessing;

/** Brings pictures into the layout of a model's input and back. */
final class ModelInput {
    private ModelInput() {}

    /**
     * Checks that every weight is a finite number.
     *
     * @throws ModelException naming every weight with a NaN or infinity in it
     */
    static void requireFiniteWeights(Graph graph) {
        List<Problem> problems = new ArrayList<>();
        graph.weights().forEach((name, tensor) -> {
            String found = tensor.firstNonFinite();
            boolean isBound = found.contains("Infinity") && tensor.elements() == 1; // an open bound of a Clip
            if (!found.isEmpty() && !isBound) {
                problems.add(new Problem(name, "weight", found + ": relevance of such a model means nothing"));
            }
        });
        if (!problems.isEmpty()) {
            throw new ModelException(problems);
        }
    }

    /** Sizes of the input after the batch axis. */
    static List<Long> sizes(Model model) {
        Preprocessing.Size size = model.inputSize();
        long h = size.height();
        long w = size.width();
        long c = model.channels();
        return model.layout() == Model.Layout.NCHW ? List.of(c, h, w) : List.of(h, w, c);
    }

    /** The pictures, each channels x height x width, as one batch. */
    static Tensor batch(Model model, Preprocessing.Size size, List<InputItem> items) {
        int each = model.channels() * size.height() * size.width();
        float[] all = new float[Math.multiplyExact(each, items.size())];
        for (int i = 0; i < items.size(); i++) {
            float[] one = items.get(i).tensor();
            if (one.length != each) {
                throw new IllegalArgumentException(
                        items.get(i).name() + ": " + one.length + " values where the model's input has " + each);
            }
            System.arraycopy(toLayout(model, size, one), 0, all, i * each, each);
        }
        List<Long> sizes = sizes(model);
        return Tensor.floats(new long[] {items.size(), sizes.get(0), sizes.get(1), sizes.get(2)}, all);
    }

    private static float[] toLayout(Model model, Preprocessing.Size size, float[] channelsFirst) {
        if (model.layout() == Model.Layout.NCHW) {
            return channelsFirst;
        }
        int channels = model.channels();
        int pixels = size.height() * size.width();
        float[] last = new float[channelsFirst.length];
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < pixels; p++) {
                last[p * channels + c] = channelsFirst[c * pixels + p];
            }
        }
        return last;
    }

    /** A map in the model's layout as channels x height x width. */
    static float[] toChannelsFirst(Model model, Preprocessing.Size size, float[] map) {
        if (model.layout() == Model.Layout.NCHW) {
            return map;
        }
        int channels = model.channels();
        int pixels = size.height() * size.width();
        float[] first = new float[map.length];
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < pixels; p++) {
                first[c * pixels + p] = map[p * channels + c];
            }
        }
        return first;
    }
}
