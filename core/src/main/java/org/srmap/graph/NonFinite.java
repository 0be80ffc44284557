package org.srmap.graph;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Looks for NaN and infinities, in chunks, so that hundreds of megabytes of weights take a fraction of a second.
 *
 * <p>Large weights are read from the file in which they lie, not through their mapping: its pages would count as memory of
 * the process from then on. The file stays open for the next weight; only one at a time, since some models keep each of
 * their hundreds of weights in a file of its own.
 */
public final class NonFinite implements AutoCloseable {
    private static final int CHUNK = 1 << 18;

    private @Nullable Path path;
    private @Nullable FileChannel file;

    /** Gives bytes by position and number, in a buffer that the next call may fill anew. */
    private interface Bytes<E extends Exception> {
        ByteBuffer get(int from, int count) throws E;
    }

    /** Position and value of the first NaN or infinity, as text; empty when all elements are finite. */
    public String first(Tensor tensor) {
        FileRegion region = tensor.region();
        ByteBuffer bytes = tensor.bytes();
        if (region != null && bytes.remaining() > CHUNK) {
            try {
                FileChannel channel = opened(region.file());
                ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
                return first(
                        tensor,
                        (from, count) -> read(
                                channel, region.offset() + from, chunk.clear().limit(count)));
            } catch (IOException e) {
                // the mapping outlives a file that was moved
            }
        }
        return first(tensor, bytes::slice);
    }

    private FileChannel opened(Path wanted) throws IOException {
        FileChannel last = file;
        if (last != null && last.isOpen() && wanted.equals(path)) {
            return last;
        }
        close();
        FileChannel channel = FileChannel.open(wanted, StandardOpenOption.READ);
        path = wanted;
        file = channel;
        return channel;
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // it was only read
        }
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
