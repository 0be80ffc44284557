package org.srmap.graph;

import java.util.Locale;

/** Element types of tensors, with ONNX's numbers for them and their size in bytes. */
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
    BFLOAT16(16, 2);

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

    /**
     * The type with the given ONNX number.
     *
     * @throws IllegalArgumentException for a type that no image classifier needs (strings, complex numbers, 8-bit
     *     floats, ...)
     */
    public static DataType ofOnnx(int code) {
        for (DataType type : values()) {
            if (type.onnxCode == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("tensor element type " + code + " (ONNX numbering) is not supported");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
