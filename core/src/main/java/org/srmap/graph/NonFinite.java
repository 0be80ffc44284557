package org.srmap.graph;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Looks for NaN and infinities, in chunks, so that hundreds of megabytes of weights take a fraction of a second.
 *
 * <p>Large weights are read from the file in which they lie, not through their mapping: its pages would count as memory of
 * the process from then on.
 */
final class NonFinite {
    private static final int CHUNK = 1 << 18;

    private NonFinite() {}

    /** Gives bytes by position and number, in a buffer that the next call may fill anew. */
    private interface Bytes<E extends Exception> {
        ByteBuffer get(int from, int count) throws E;
    }

    /** Position and value of the first one, as text; empty when all elements are finite. */
    static String first(Tensor tensor) {
        FileRegion region = tensor.region();
        ByteBuffer bytes = tensor.bytes();
        if (region != null && bytes.remaining() > CHUNK) {
            try (FileChannel file = FileChannel.open(region.file(), StandardOpenOption.READ)) {
                ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
                return first(
                        tensor,
                        (from, count) ->
                                read(file, region.offset() + from, chunk.clear().limit(count)));
            } catch (IOException e) {
                // the mapping outlives a file that was moved
            }
        }
        return first(tensor, bytes::slice);
    }

    private static ByteBuffer read(FileChannel file, long from, ByteBuffer into) throws IOException {
        for (long at = from; into.hasRemaining(); ) {
            int read = file.read(into, at);
            if (read < 0) {
                throw new EOFException();
            }
            at += read;
        }
        return into.flip();
    }

    private static <E extends Exception> String first(Tensor tensor, Bytes<E> bytes) throws E {
        DataType type = tensor.type();
        if (type != DataType.FLOAT
                && type != DataType.DOUBLE
                && type != DataType.FLOAT16
                && type != DataType.BFLOAT16) {
            return "";
        }
        int size = tensor.bytes().remaining();
        float[] floats = new float[Math.min(size, CHUNK) / Float.BYTES];
        for (int from = 0; from < size; from += CHUNK) {
            ByteBuffer chunk = bytes.get(from, Math.min(CHUNK, size - from)).order(ByteOrder.LITTLE_ENDIAN);
            if (type == DataType.FLOAT && areFinite(chunk.asFloatBuffer(), floats)) {
                continue;
            }
            for (int i = 0; i < chunk.remaining() / type.bytes(); i++) {
                double value = Elements.real(chunk, type, i);
                if (Double.isNaN(value) || Double.isInfinite(value)) {
                    return value + " at element " + (from / type.bytes() + i);
                }
            }
        }
        return "";
    }

    private static boolean areFinite(FloatBuffer chunk, float[] floats) {
        int count = chunk.remaining();
        chunk.get(floats, 0, count);
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += floats[i] * 0; // 0 for every finite number, else NaN
        }
        return sum == 0;
    }
}
