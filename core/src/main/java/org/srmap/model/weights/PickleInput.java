package org.srmap.model.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.srmap.text.OneLine;

/** The bytes of a pickle, every length checked against what is left before anything is allocated. */
final class PickleInput {
    private static final int LONGEST_LINE = 1 << 16;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_LONG = 18;
    private static final int LONGEST_INTEGER = 32;

    private final ByteBuffer bytes;

    PickleInput(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    private void need(long count) throws IOException {
        if (count < 0) {
            throw new IOException("the pickle states a negative length (" + count + ")");
        }
        if (count > bytes.remaining()) {
            throw new IOException("the pickle ends early: " + count + " bytes are needed, " + bytes.remaining()
                    + " are left (is the file complete?)");
        }
    }

    int u1() throws IOException {
        need(1);
        return bytes.get() & 0xff;
    }

    int u2() throws IOException {
        need(2);
        return bytes.getShort() & 0xffff;
    }

    int i4() throws IOException {
        need(4);
        return bytes.getInt();
    }

    long i8() throws IOException {
        need(8);
        return bytes.getLong();
    }

    /** Eight bytes, big-endian, as the opcode BINFLOAT has them. */
    double real() throws IOException {
        need(8);
        return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
    }

    void skip(long count) throws IOException {
        need(count);
        bytes.position(bytes.position() + (int) count);
    }

    String text(long length, Charset charset) throws IOException {
        need(length);
        byte[] content = new byte[(int) length];
        bytes.get(content);
        return new String(content, charset);
    }

    /** A two's complement integer of {@code length} bytes. */
    Number integer(long length) throws IOException {
        need(length);
        if (length > LONGEST_INTEGER) {
            throw new IOException("the pickle has an integer of " + length + " bytes");
        }
        byte[] content = new byte[(int) length];
        for (int i = content.length - 1; i >= 0; i--) {
            content[i] = bytes.get();
        }
        return length == 0 ? Long.valueOf(0) : narrowed(new BigInteger(content));
    }

    /** The text up to the next line feed. */
    String line() throws IOException {
        int start = bytes.position();
        int end = start;
        while (end < bytes.limit() && end - start < LONGEST_LINE && bytes.get(end) != '\n') {
            end++;
        }
        if (end == bytes.limit() || bytes.get(end) != '\n') {
            throw new IOException("the pickle has a text line without an end");
        }
        String line = text(end - start, StandardCharsets.UTF_8);
        skip(1);
        return line;
    }

    /** A decimal integer on a line, with Python 2's {@code L} or without. */
    Number decimalLine() throws IOException {
        String line = line();
        String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        if (digits.length() <= LONGEST_NUMBER) {
            try {
                return digits.length() < LONGEST_LONG ? Long.valueOf(digits) : narrowed(new BigInteger(digits));
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw new IOException("the pickle has \"" + OneLine.text(line) + "\" instead of an integer");
    }

    /** A decimal number on a line. */
    double realLine() throws IOException {
        String line = line();
        try {
            return Double.parseDouble(line.substring(0, Math.min(line.length(), LONGEST_NUMBER)));
        } catch (NumberFormatException e) {
            throw new IOException("the pickle has \"" + OneLine.text(line) + "\" instead of a number", e);
        }
    }

    private static Number narrowed(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value;
    }
}
