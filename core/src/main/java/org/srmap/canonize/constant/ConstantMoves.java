package org.srmap.canonize.constant;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.canonize.shape.Slices;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/** Operators that move the elements of constants, of any element type. */
final class ConstantMoves {
    private ConstantMoves() {}

    /** Distance in elements of neighbours along each axis. */
    static long[] steps(long[] sizes) {
        long[] steps = new long[sizes.length];
        long step = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            steps[i] = step;
            step *= sizes[i];
        }
        return steps;
    }

    /** How far one step along each axis of a result goes in an operand that is broadcast to it; 0 where repeated. */
    static long[] steps(long[] operand, long[] result) {
        long[] own = steps(operand);
        long[] steps = new long[result.length];
        for (int i = 0; i < operand.length; i++) {
            int axis = i + result.length - operand.length;
            steps[axis] = operand[i] == 1 ? 0 : own[i];
        }
        return steps;
    }

    /** Where an element of a result lies in an operand. */
    static int offset(long index, long[] sizes, long[] steps) {
        long rest = index;
        long offset = 0;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            offset += rest % sizes[axis] * steps[axis];
            rest /= sizes[axis];
        }
        return (int) offset;
    }

    /** The elements {@code base + sum of index * step}. */
    private static Tensor strided(Tensor x, long[] sizes, long base, long[] steps) {
        int width = x.type().bytes();
        int count = Math.toIntExact(Shape.of(sizes).elementsFrom(0));
        ByteBuffer from = x.bytes();
        ByteBuffer to = ByteBuffer.allocate(Math.multiplyExact(count, width)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            int at = (int) base + offset(i, sizes, steps);
            switch (width) {
                case 1 -> to.put(from.get(at));
                case 2 -> to.putShort(from.getShort(2 * at));
                case 4 -> to.putInt(from.getInt(4 * at));
                default -> to.putLong(from.getLong(8 * at));
            }
        }
        return Tensor.of(x.type(), sizes, to.flip());
    }

    static Tensor transpose(Node node, Tensor x) {
        int rank = x.rank();
        long[] perm = node.integers("perm");
        long[] own = steps(x.shape());
        long[] sizes = new long[rank];
        long[] steps = new long[rank];
        for (int i = 0; i < rank; i++) {
            int from = perm == null ? rank - 1 - i : (int) perm[i];
            sizes[i] = x.size(from);
            steps[i] = own[from];
        }
        return strided(x, sizes, 0, steps);
    }

    static Tensor slice(Tensor x, Slices slices) {
        long[] sizes = x.shape();
        long[] steps = steps(sizes);
        long[] own = steps.clone();
        long base = 0;
        for (int i = 0; i < slices.axes().length; i++) {
            int axis = slices.axes()[i];
            sizes[axis] = slices.counts()[i];
            base += slices.starts()[i] * own[axis];
            steps[axis] = own[axis] * slices.steps()[i];
        }
        return strided(x, sizes, base, steps);
    }

    static Tensor expand(Tensor x, long[] sizes) {
        return strided(x, sizes, 0, steps(x.shape(), sizes));
    }

    static @Nullable Tensor gather(Node node, Tensor x, Tensor indices) {
        if (x.elements() == 0) {
            return null;
        }
        int axis = ShapeInference.axis(node.integer("axis", 0), x.rank());
        long outer = Shape.of(x.shape()).elementsFrom(0)
                / Math.max(1, Shape.of(x.shape()).elementsFrom(axis));
        long inner = Shape.of(x.shape()).elementsFrom(axis + 1);
        long[] picked = indices.toLongs();
        long[] sizes = new long[x.rank() - 1 + indices.rank()];
        System.arraycopy(x.shape(), 0, sizes, 0, axis);
        System.arraycopy(indices.shape(), 0, sizes, axis, indices.rank());
        System.arraycopy(x.shape(), axis + 1, sizes, axis + indices.rank(), x.rank() - axis - 1);
        int chunk = Math.toIntExact(inner * x.type().bytes());
        ByteBuffer from = x.bytes();
        ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(outer * picked.length * chunk));
        for (long o = 0; o < outer; o++) {
            for (long index : picked) {
                long at = index < 0 ? index + x.size(axis) : index;
                if (at < 0 || at >= x.size(axis)) {
                    return null;
                }
                to.put(from.slice((int) ((o * x.size(axis) + at) * chunk), chunk));
            }
        }
        return Tensor.of(x.type(), sizes, to.flip());
    }

    static @Nullable Tensor concat(Node node, List<Tensor> parts) {
        Tensor first = parts.get(0);
        int axis = ShapeInference.axis(node.integer("axis", 0), first.rank());
        long[] sizes = first.shape();
        sizes[axis] = 0;
        long bytes = 0;
        for (Tensor part : parts) {
            if (part.type() != first.type() || part.rank() != first.rank()) {
                return null;
            }
            sizes[axis] += part.size(axis);
            bytes += part.bytes().remaining();
        }
        long outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= sizes[i];
        }
        ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(bytes));
        for (long o = 0; o < outer; o++) {
            for (Tensor part : parts) {
                int chunk = (int) (part.bytes().remaining() / outer);
                to.put(part.bytes().slice((int) (o * chunk), chunk));
            }
        }
        return Tensor.of(first.type(), sizes, to.flip());
    }
}
