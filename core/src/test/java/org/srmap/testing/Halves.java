package org.srmap.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.srmap.graph.DataType;
import org.srmap.graph.Tensor;

/** Makes half precision tensors. */
public final class Halves {
    private Halves() {}

    /** The tensor with every element of size 2^-14 to 65504 rounded towards zero to half precision, smaller ones 0. */
    public static Tensor of(Tensor tensor) {
        float[] values = tensor.toFloats();
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            int exponent = Math.getExponent(value);
            int sign = bits >>> 16 & 0x8000;
            bytes.putShort((short) (exponent < -14 ? sign : sign | exponent + 15 << 10 | bits >> 13 & 0x3ff));
        }
        return Tensor.of(DataType.FLOAT16, tensor.shape(), bytes.flip());
    }
}
