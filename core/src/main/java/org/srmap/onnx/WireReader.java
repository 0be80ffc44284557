package org.srmap.onnx;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf's wire format from a buffer, field by field, without copying.
 *
 * <p>A malformed message ends in a {@link MalformedException}, never in an allocation larger than the input.
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    /** The bytes are not a protobuf message. */
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    private final ByteBuffer in;
    private final long base;
    private int wireType;
    private int lastField;

    WireReader(ByteBuffer bytes) {
        this(bytes, 0);
    }

    private WireReader(ByteBuffer bytes, long base) {
        in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.base = base;
    }

    /** Where the bytes field read last begins, counted from the beginning of the outermost message. */
    long offsetOfBytes() {
        return base + lastField;
    }

    /** The number of the next field, 0 at the end of the message. */
    int next() {
        if (!in.hasRemaining()) {
            return 0;
        }
        long tag = varint();
        wireType = (int) (tag & 7);
        long field = tag >>> 3;
        if (field == 0 || field > 0x1fffffff) {
            throw new MalformedException("field number " + field + " at byte " + in.position());
        }
        return (int) field;
    }

    boolean isBytes() {
        return wireType == BYTES;
    }

    /** The value of an integer field. */
    long integer() {
        expect(VARINT);
        return varint();
    }

    /** The value of a float field. */
    float real() {
        expect(FIXED32);
        return fixed(4).getFloat();
    }

    /** The value of a text field. */
    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** The value of a nested message. */
    WireReader message() {
        ByteBuffer bytes = bytes();
        return new WireReader(bytes, offsetOfBytes());
    }

    /** The value of a bytes field: a view, not a copy. */
    ByteBuffer bytes() {
        expect(BYTES);
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedException("a field of " + Long.toUnsignedString(length) + " bytes where only "
                    + in.remaining() + " are left");
        }
        lastField = in.position();
        return fixed((int) length);
    }

    /** Steps over the value of a field that is not needed. */
    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> fixed(8);
            case BYTES -> bytes();
            case FIXED32 -> fixed(4);
            default -> throw new MalformedException("wire type " + wireType + " at byte " + in.position());
        }
    }

    boolean hasRemaining() {
        return in.hasRemaining();
    }

    long varint() {
        long value = 0;
        try {
            for (int shift = 0; shift < 64; shift += 7) {
                byte b = in.get();
                value |= (long) (b & 0x7f) << shift;
                if (b >= 0) {
                    return value;
                }
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedException("the data ends inside a number");
        }
        throw new MalformedException("a number of more than 64 bits at byte " + in.position());
    }

    private ByteBuffer fixed(int length) {
        if (length > in.remaining()) {
            throw new MalformedException("the data ends inside a field");
        }
        ByteBuffer view = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return view;
    }

    private void expect(int type) {
        if (wireType != type) {
            throw new MalformedException("wire type " + wireType + " instead of " + type + " at byte " + in.position());
        }
    }
}
