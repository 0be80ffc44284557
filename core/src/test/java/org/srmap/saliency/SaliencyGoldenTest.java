package org.srmap.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reference outputs of an independent float64 program, from the folder that SRMAP_SHARED names. */
class SaliencyGoldenTest {
    private static final String SHARED = System.getenv("SRMAP_SHARED");

    @TestFactory
    List<DynamicTest> agreesWithTheReference() throws IOException {
        assumeTrue(SHARED != null, "SRMAP_SHARED is not set");
        Path folder = Path.of(SHARED, "golden", "saliency");
        JsonNode cases = new ObjectMapper()
                .readTree(folder.resolve("index.json").toFile())
                .get("cases");
        List<DynamicTest> tests = new ArrayList<>();
        for (var entry : cases.properties()) {
            for (KernelChoice kernel : ContextAwareSaliencyTest.kernels()) {
                for (int threads = 1; threads <= 2; threads++) {
                    int count = threads;
                    tests.add(DynamicTest.dynamicTest(
                            entry.getKey() + " " + kernel + " " + threads,
                            () -> check(folder, entry.getValue(), kernel, count)));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void check(Path folder, JsonNode test, KernelChoice kernel, int threads) throws IOException {
        JsonNode shape = test.at("/input/shape");
        int h = shape.get(0).asInt();
        int w = shape.get(1).asInt();
        int c = shape.get(2).asInt();
        float[] input = read(folder, test.get("input"));
        ContextAwareSaliency saliency = new ContextAwareSaliency(SaliencyParameters.defaults(), threads, kernel);
        double[][] means = saliency.means(input, h, w, c);
        for (int s = 0; s < means.length; s++) {
            JsonNode expected = test.get("mean_k").get(s);
            assertThat(worst(means[s], read(folder, expected)))
                    .as("m at scale %s", expected.get("scale"))
                    .isLessThanOrEqualTo(1e-5);
        }
        float[] map = saliency.combine(means, new Resize.Extent(h, w, 1));
        float[] reference = read(folder, test.get("final"));
        assertThat(map).hasSameSizeAs(reference);
        int beyond = 0;
        for (int i = 0; i < map.length; i++) {
            beyond += Math.abs(map[i] - reference[i]) <= 1e-4 ? 0 : 1;
        }
        assertThat(beyond).as("pixels of the SR map that differ").isLessThan(Math.max(1, map.length / 1000));
    }

    /** Largest difference relative to the largest reference value. */
    private static double worst(double[] actual, float[] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        double most = Float.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < actual.length; i++) {
            most = Math.max(most, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        return difference / most;
    }

    private static float[] read(Path folder, JsonNode array) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(array.get("file").asText()));
        if (array.get("dtype").asText().equals("uint8")) {
            float[] out = new float[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                out[i] = (bytes[i] & 0xff) / 255f;
            }
            return out;
        }
        float[] out = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(out);
        return out;
    }
}
