package org.srmap.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.DataType;
import org.srmap.graph.Tensor;

/** Runtime tensors over the bytes of ours, closed together. */
final class NativeTensors implements AutoCloseable {
    private final OrtEnvironment environment;
    private final Map<String, OnnxTensor> byName = new LinkedHashMap<>();
    private final List<ByteBuffer> kept = new ArrayList<>();

    NativeTensors(OrtEnvironment environment) {
        this.environment = environment;
    }

    void add(String name, Tensor tensor) {
        ByteBuffer bytes = direct(tensor.bytes());
        kept.add(bytes); // the runtime reads this memory: it must not be collected before the tensor is closed
        try {
            byName.put(name, OnnxTensor.createTensor(environment, bytes, tensor.shape(), javaType(tensor.type())));
        } catch (OrtException e) {
            throw new IllegalArgumentException("tensor \"" + name + "\" " + tensor + ": " + e.getMessage(), e);
        }
    }

    private static ByteBuffer direct(ByteBuffer bytes) {
        if (bytes.isDirect()) {
            return bytes;
        }
        return ByteBuffer.allocateDirect(bytes.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes)
                .flip();
    }

    Map<String, OnnxTensorLike> byName() {
        return Collections.unmodifiableMap(byName);
    }

    private static OnnxJavaType javaType(DataType type) {
        return switch (type) {
            case FLOAT -> OnnxJavaType.FLOAT;
            case DOUBLE -> OnnxJavaType.DOUBLE;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case INT64 -> OnnxJavaType.INT64;
            case INT32 -> OnnxJavaType.INT32;
            case INT16 -> OnnxJavaType.INT16;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
            case UINT16, UINT32, UINT64, STRING, OTHER, SEQUENCE, MAP, OPTIONAL ->
                throw new IllegalArgumentException("the runtime does not support " + type + " tensors");
        };
    }

    static DataType typeOf(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case FLOAT16 -> DataType.FLOAT16;
            case BFLOAT16 -> DataType.BFLOAT16;
            case INT64 -> DataType.INT64;
            case INT32 -> DataType.INT32;
            case INT16 -> DataType.INT16;
            case INT8 -> DataType.INT8;
            case UINT8 -> DataType.UINT8;
            case BOOL -> DataType.BOOL;
            default -> throw new IllegalStateException("the runtime returned a tensor of type " + type);
        };
    }

    @Override
    public void close() {
        byName.values().forEach(OnnxTensor::close);
        byName.clear();
        kept.clear();
    }
}
