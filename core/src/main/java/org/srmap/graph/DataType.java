package org.srmap.graph;

import java.util.Locale;

/**
 * Types of values: element types of tensors, with ONNX's numbers for them and their size in bytes, and what is no tensor
 * of numbers. Of the latter a graph knows the names and no more: their elements have no bytes.
 */
public enum DataType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    UINT32(12, 4),
    UINT64(13, 8),
    BFLOAT16(16, 2),
    /** Texts. */
    STRING(8, 0),
    /** Element types that no image classifier computes with: complex numbers, 8-bit floats, ... */
    OTHER(0, 0),
    /** A sequence of values. */
    SEQUENCE(0, 0),
    /** Values by keys, such as the probabilities by label that a ZipMap gives. */
    MAP(0, 0),
    /** A value that may be missing. */
    OPTIONAL(0, 0);

    private final int onnxCode;
    private final int bytes;

    DataType(int onnxCode, int bytes) {
        this.onnxCode = onnxCode;
        this.bytes = bytes;
    }

    /** The number that ONNX files use for this type. */
    public int onnxCode() {
        return onnxCode;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether the elements are numbers (or truth values), which can be kept and computed with. */
    public boolean isNumber() {
        return bytes > 0;
    }

    /** The type with the given ONNX number; {@link #OTHER} when it has none here. */
    public static DataType ofOnnx(int code) {
        for (DataType type : values()) {
            if (type.onnxCode == code && code != 0) {
                return type;
            }
        }
        return OTHER;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
