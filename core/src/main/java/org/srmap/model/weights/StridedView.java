package org.srmap.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.srmap.graph.Tensor;
import org.srmap.model.weights.Pickled.View;

/** Turns PyTorch's strided views of one-dimensional storages into row-major tensors. */
final class StridedView {
    private StridedView() {}

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /** Fails when the view reaches beyond what its storage states to have. */
    static void check(View view) throws IOException {
        long[] shape = array(view.shape());
        long[] strides = array(view.strides());
        boolean fits = shape.length == strides.length && view.offset() >= 0;
        try {
            long elements = 1;
            long last = view.offset();
            for (int d = 0; fits && d < shape.length; d++) {
                fits = shape[d] >= 0 && strides[d] >= 0;
                elements = Math.multiplyExact(elements, shape[d]);
                last = Math.addExact(last, Math.multiplyExact(Math.max(shape[d] - 1, 0), strides[d]));
            }
            long there = view.storage().elements();
            fits &= elements == 0 || last < there;
            fits &= elements <= there; // a view that repeats elements (stride 0) is nobody's weight
        } catch (ArithmeticException e) {
            fits = false;
        }
        if (!fits) {
            throw new IOException("a tensor " + view.shape() + " with strides " + view.strides()
                    + " at " + view.offset() + " does not fit its storage of "
                    + view.storage().elements() + " elements");
        }
    }

    /** Whether the elements lie in row-major order without gaps. */
    static boolean isContiguous(View view) {
        long expected = 1;
        for (int d = view.shape().size() - 1; d >= 0; d--) {
            if (view.shape().get(d) != 1 && view.strides().get(d) != expected) {
                return elements(view) == 0;
            }
            expected *= view.shape().get(d);
        }
        return true;
    }

    static long elements(View view) {
        return view.shape().stream().reduce(1L, (a, b) -> a * b);
    }

    /** The tensor; a view of {@code storage}'s bytes when they are in order, a copy otherwise. */
    static Tensor tensor(View view, ByteBuffer storage) {
        int size = view.storage().type().bytes();
        int bytes = Math.toIntExact(elements(view) * size);
        ByteBuffer content;
        if (bytes == 0) {
            content = ByteBuffer.allocate(0);
        } else if (isContiguous(view)) {
            content = storage.slice(Math.toIntExact(view.offset() * size), bytes);
        } else {
            content = gathered(view, storage, size);
        }
        return Tensor.of(view.storage().type(), array(view.shape()), content);
    }

    private static ByteBuffer gathered(View view, ByteBuffer storage, int size) {
        long[] shape = array(view.shape());
        long[] strides = array(view.strides());
        long[] index = new long[shape.length];
        ByteBuffer content =
                ByteBuffer.allocate(Math.toIntExact(elements(view) * size)).order(ByteOrder.LITTLE_ENDIAN);
        while (content.hasRemaining()) {
            long at = view.offset();
            for (int d = 0; d < shape.length; d++) {
                at += index[d] * strides[d];
            }
            content.put(content.position(), storage, Math.toIntExact(at * size), size);
            content.position(content.position() + size);
            for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
                index[d] = 0;
            }
        }
        return content.flip();
    }
}
