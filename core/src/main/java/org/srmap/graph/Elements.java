package org.srmap.graph;

import java.nio.ByteBuffer;
import org.srmap.npy.HalfFloat;

/** Reads single elements of any type out of little-endian bytes. */
final class Elements {
    private Elements() {}

    static double real(ByteBuffer bytes, DataType type, int index) {
        return switch (type) {
            case FLOAT -> bytes.getFloat(4 * index);
            case DOUBLE -> bytes.getDouble(8 * index);
            case FLOAT16 -> HalfFloat.toFloat(bytes.getShort(2 * index));
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(2 * index) << 16);
            default -> integer(bytes, type, index);
        };
    }

    static long integer(ByteBuffer bytes, DataType type, int index) {
        return switch (type) {
            case INT64, UINT64 -> bytes.getLong(8 * index);
            case INT32 -> bytes.getInt(4 * index);
            case UINT32 -> Integer.toUnsignedLong(bytes.getInt(4 * index));
            case INT16 -> bytes.getShort(2 * index);
            case UINT16 -> Short.toUnsignedLong(bytes.getShort(2 * index));
            case INT8 -> bytes.get(index);
            case UINT8, BOOL -> Byte.toUnsignedLong(bytes.get(index));
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> (long) real(bytes, type, index);
            case STRING, OTHER, SEQUENCE, MAP, OPTIONAL ->
                throw new ModelException("a constant of type " + type + " is used as a number");
        };
    }
}
