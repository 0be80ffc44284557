package org.srmap.npy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.srmap.file.AsideFile;

/**
 * Reads and writes single {@code .npy} arrays.
 *
 * <p>Written files appear whole or not at all, see {@link AsideFile}.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** Far above any real header; NumPy itself refuses more than 10,000 characters. */
    private static final int MAX_HEADER = 65_535;

    private static final int CHUNK = 1 << 16;

    private Npy() {}

    /**
     * Reads one array. Bytes after the array are ignored, as NumPy does.
     *
     * @throws IOException when the file is missing, truncated, no array or of an unsupported type; the message is one
     *     line and names the file
     */
    public static NpyArray read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), Files.size(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        }
    }

    /**
     * Reads one array from bytes that are already in memory.
     *
     * @param name how messages call the array
     * @throws IOException as {@link #read(Path)}
     */
    public static NpyArray read(byte[] bytes, String name) throws IOException {
        return read(new ByteArrayInputStream(bytes), name, bytes.length);
    }

    /** Reads one array from a stream of which at most {@code available} bytes may be believed in. */
    static NpyArray read(InputStream in, String name, long available) throws IOException {
        try {
            byte[] start = in.readNBytes(8);
            if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
                throw new NpyFormatException("not a .npy array (the first bytes are not \\x93NUMPY)");
            }
            int version = start[6];
            if (version < 1 || version > 3) {
                throw new NpyFormatException("format version " + version + " is not 1, 2 or 3");
            }
            byte[] length = exactly(in, version == 1 ? 2 : 4);
            long headerBytes = littleEndian(length);
            if (headerBytes > MAX_HEADER) {
                throw new NpyFormatException("a header of " + headerBytes + " bytes; at most " + MAX_HEADER);
            }
            byte[] header = exactly(in, (int) headerBytes);
            NpyHeader parsed = NpyHeader.parse(
                    new String(header, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
            long left = available - 8 - length.length - headerBytes;
            if (parsed.dataBytes() > left) {
                throw new NpyFormatException("truncated: shape " + Arrays.toString(parsed.shape()) + " of "
                        + parsed.type().code + " needs " + parsed.dataBytes() + " bytes, the file has "
                        + Math.max(left, 0));
            }
            return new NpyArray(parsed, exactly(in, parsed.dataBytes()));
        } catch (NpyFormatException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new IOException(name + ": truncated .npy array", e);
        }
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count); // grows while it reads: a lie about the size costs no memory
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private static long littleEndian(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }

    /**
     * Writes float32 values in C order.
     *
     * @throws IllegalArgumentException when the shape does not have as many elements as there are values
     */
    public static void writeFloat32(Path file, float[] values, int... shape) throws IOException {
        byte[] header = header("<f4", shape, values.length);
        write(file, out -> {
            out.write(header);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < values.length; at += CHUNK / 4) {
                int count = Math.min(CHUNK / 4, values.length - at);
                chunk.asFloatBuffer().put(values, at, count);
                out.write(chunk.array(), 0, count * 4);
            }
        });
    }

    /**
     * The bytes of an array file of float32 values in C order.
     *
     * @throws IllegalArgumentException as {@link #writeFloat32}
     */
    public static byte[] float32(float[] values, int... shape) {
        byte[] header = header("<f4", shape, values.length);
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(header.length, Math.multiplyExact(values.length, 4)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /**
     * Writes values as float16 (nearest, ties to even; above 65504 infinite) in C order.
     *
     * @throws IllegalArgumentException as {@link #writeFloat32}
     */
    public static void writeFloat16(Path file, float[] values, int... shape) throws IOException {
        byte[] header = header("<f2", shape, values.length);
        write(file, out -> {
            out.write(header);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < values.length; at += CHUNK / 2) {
                int count = Math.min(CHUNK / 2, values.length - at);
                for (int i = 0; i < count; i++) {
                    chunk.putShort(2 * i, HalfFloat.fromFloat(values[at + i]));
                }
                out.write(chunk.array(), 0, count * 2);
            }
        });
    }

    private static byte[] header(String descr, int[] shape, int elements) {
        long product = 1;
        StringBuilder tuple = new StringBuilder("(");
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("negative length in shape " + Arrays.toString(shape));
            }
            product *= length;
            tuple.append(length).append(shape.length == 1 ? "," : ", ");
        }
        if (shape.length > NpyHeader.MAX_RANK || product != elements) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " does not hold " + elements
                    + " values in at most " + NpyHeader.MAX_RANK + " axes");
        }
        if (shape.length > 1) {
            tuple.setLength(tuple.length() - 2);
        }
        String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + tuple + "), }";
        int padded = (10 + text.length() + 1 + 63) / 64 * 64; // the data start at a multiple of 64 bytes
        ByteBuffer out = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - 10));
        out.put(text.getBytes(StandardCharsets.US_ASCII));
        while (out.remaining() > 1) {
            out.put((byte) ' ');
        }
        return out.put((byte) '\n').array();
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Path file, Content content) throws IOException {
        AsideFile.write(file, aside -> {
            try (OutputStream out = Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(out);
            }
        });
    }
}
