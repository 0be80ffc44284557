package org.srmap.graph;

import java.nio.ByteBuffer;

/** Reads single elements of any type out of little-endian bytes. */
final class Elements {
    private Elements() {}

    static double real(ByteBuffer bytes, DataType type, int index) {
        return switch (type) {
            case FLOAT -> bytes.getFloat(4 * index);
            case DOUBLE -> bytes.getDouble(8 * index);
            case FLOAT16 -> halfToFloat(bytes.getShort(2 * index));
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

    /** IEEE 754 binary16 to binary32 (Float.float16ToFloat came with JDK 20). */
    static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | mantissa << 13);
        }
        if (exponent == 0) {
            float value = mantissa * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | mantissa << 13);
    }
}
