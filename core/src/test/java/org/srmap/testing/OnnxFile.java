package org.srmap.testing;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** An ONNX file run by ONNX Runtime as a user's program would, without any of srmap's code. */
public final class OnnxFile implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    public OnnxFile(Path file, boolean optimised) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(2);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setOptimizationLevel(
                    optimised ? OrtSession.SessionOptions.OptLevel.ALL_OPT : OrtSession.SessionOptions.OptLevel.NO_OPT);
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    /** All outputs for pictures and targets. */
    public Map<String, float[]> run(float[] pictures, long[] shape, long... targets) {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pictures), shape)) {
            return run(input, targets);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** All outputs for pictures as bytes and targets. */
    public Map<String, float[]> run(byte[] pictures, long[] shape, long... targets) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(pictures.length).order(ByteOrder.nativeOrder());
        bytes.put(pictures).flip();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, bytes, shape, ai.onnxruntime.OnnxJavaType.UINT8)) {
            return run(input, targets);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, float[]> run(OnnxTensor input, long... targets) throws OrtException {
        Map<String, float[]> outputs = new LinkedHashMap<>();
        long[] count = {targets.length};
        Map<String, OnnxTensor> given = new HashMap<>();
        given.put("input", input);
        try (OnnxTensor target = OnnxTensor.createTensor(environment, LongBuffer.wrap(targets), count);
                OnnxTensor other =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(all(-1, targets.length)), count)) {
            given.put("target", target);
            if (session.getInputNames().contains("other")) {
                given.put("other", other);
            }
            try (OrtSession.Result result = session.run(given)) {
                result.forEach(e -> {
                    FloatBuffer values = ((OnnxTensor) e.getValue()).getFloatBuffer();
                    float[] array = new float[values.remaining()];
                    values.get(array);
                    outputs.put(e.getKey(), array);
                });
            }
        }
        return outputs;
    }

    private static long[] all(long value, int count) {
        long[] array = new long[count];
        java.util.Arrays.fill(array, value);
        return array;
    }

    /** What the file says about itself. */
    public Map<String, String> metadata() {
        try {
            return session.getMetadata().getCustomMetadata();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
