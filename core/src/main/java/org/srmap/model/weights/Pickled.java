package org.srmap.model.weights;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.DataType;
import org.srmap.text.OneLine;

/**
 * What a pickle can hold beside Java's own String, Long, BigInteger, Double, Boolean, List (Python's lists and sets)
 * and Map (its dicts).
 */
sealed interface Pickled {

    /** Python's None, and everything that is read over: byte strings, devices, element types. */
    enum Nothing implements Pickled {
        NONE,
        IGNORED,
        MARK
    }

    /** A tuple. */
    record Tuple(List<Object> items) implements Pickled {}

    /** One of the few names that a weight file may use. */
    record Name(String module, String name) implements Pickled {
        @Override
        public String toString() {
            return OneLine.text(module) + "." + OneLine.text(name);
        }
    }

    /**
     * A one-dimensional array outside the pickle.
     *
     * @param type element type
     * @param key its name in the file
     * @param start where this view of it begins, in elements (not 0 only in very old files)
     * @param elements how many elements it states to have
     */
    record Storage(DataType type, String key, long start, long elements) implements Pickled {}

    /** A strided view of a storage; offset and strides in elements. */
    record View(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Pickled {}

    /** A tensor of PyTorch before 0.2, which is made empty and gets its view afterwards. */
    final class Unfilled implements Pickled {
        private @Nullable View view;

        void fill(View given) {
            view = given;
        }

        @Nullable
        View view() {
            return view;
        }
    }

    /** The view that a tensor in whatever form stands for; null when the value is no tensor. */
    static @Nullable View viewOf(@Nullable Object value) {
        return value instanceof Unfilled tensor ? tensor.view() : value instanceof View view ? view : null;
    }
}
