import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/** The least that a Java program can do: opens an explainer of the demo model in ONNX Runtime and runs it once. */
final class Bare {
    private Bare() {}

    public static void main(String[] args) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        FloatBuffer picture = FloatBuffer.wrap(new float[3 * 128 * 128]);
        LongBuffer best = LongBuffer.wrap(new long[] {-1});
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(args[0], options);
                OnnxTensor input = OnnxTensor.createTensor(environment, picture, new long[] {1, 3, 128, 128});
                OnnxTensor target = OnnxTensor.createTensor(environment, best, new long[] {1});
                OrtSession.Result result = session.run(Map.of("input", input, "target", target))) {
            System.out.println(result.get(0).getInfo());
        }
    }
}
