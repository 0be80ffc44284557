package org.srmap;

import java.util.List;
import org.srmap.image.Preprocessing;

/** Sizes of a model's input. */
final class ModelInput {
    private ModelInput() {}

    /** Sizes of the input after the batch axis. */
    static List<Long> sizes(Model model) {
        Preprocessing.Size size = model.inputSize();
        long h = size.height();
        long w = size.width();
        long c = model.channels();
        return model.layout() == Model.Layout.NCHW ? List.of(c, h, w) : List.of(h, w, c);
    }
}
