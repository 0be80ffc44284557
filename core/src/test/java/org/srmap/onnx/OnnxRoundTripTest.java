package org.srmap.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Shared;

class OnnxRoundTripTest {

    @Test
    void everySharedModelGivesTheSameLogitsBitForBit() throws IOException, OrtException {
        List<Path> models;
        try (Stream<Path> golden = Files.list(Shared.path("golden/lrp"));
                Stream<Path> squeezenet = Files.list(Shared.path("models/squeezenet"))) {
            models = Stream.concat(golden, squeezenet)
                    .filter(p -> p.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
        assertThat(models).hasSizeGreaterThanOrEqualTo(11);
        for (Path model : models) {
            Graph read = OnnxReader.read(model);
            byte[] written = OnnxWriter.bytes(read);
            Graph again = OnnxReader.read(ByteBuffer.wrap(written), "written");
            assertThat(again.toString()).isEqualTo(read.toString());
            assertThat(logits(again)).as(model.toString()).isEqualTo(originalLogits(model, read));
        }
    }

    /** What the runtime makes of the file itself, without our reader and writer. */
    private static float[] originalLogits(Path model, Graph graph) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Tensor input = input(graph);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model.toString(), options);
                    OnnxTensor fed =
                            OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.toFloats()), input.shape());
                    OrtSession.Result result =
                            session.run(Map.of(graph.inputs().get(0).name(), fed))) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] logits = new float[values.remaining()];
                values.get(logits);
                return logits;
            }
        }
    }

    private static float[] logits(Graph graph) {
        String output = graph.outputs().get(0).name();
        try (Session session = Session.open(graph, SessionSettings.threads(1))) {
            return session.run(Map.of(graph.inputs().get(0).name(), input(graph)), List.of(output))
                    .get(output)
                    .toFloats();
        }
    }

    private static Tensor input(Graph graph) {
        long[] sizes = graph.inputs().get(0).shape().sizes();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] < 0 ? 2 : sizes[i];
        }
        Random random = new Random(5);
        float[] values = new float[product(sizes)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.floats(sizes, values);
    }

    private static int product(long[] sizes) {
        long product = 1;
        for (long size : sizes) {
            product *= size;
        }
        return Math.toIntExact(product);
    }
}
