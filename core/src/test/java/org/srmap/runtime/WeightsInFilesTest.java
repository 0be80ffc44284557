package org.srmap.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Model;
import org.srmap.graph.FileRegion;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Tensor;
import org.srmap.image.Photo;
import org.srmap.model.weights.StateDict;
import org.srmap.onnx.OnnxReader;
import org.srmap.onnx.OnnxWriter;
import org.srmap.testing.Examples;
import org.srmap.testing.Running;

class WeightsInFilesTest {

    /** Names of four lengths put the weights at every remainder of 4: some are mapped by the runtime, some copied. */
    @Test
    void theRuntimeComputesTheSameWhereverAWeightLies(@TempDir Path folder) throws IOException {
        Set<Long> remainders = new HashSet<>();
        for (int length = 1; length <= 4; length++) {
            Graph inMemory = GraphText.parse(
                    "graph " + "g".repeat(length) + """
                     opset 17
                    input x float[N,64]
                    weight %s float[64,80] = random 1
                    weight v float[80,96] = random 2
                    h = Gemm(x, %s)
                    y = Gemm(h, v)
                    output y float[N,96]
                    """.formatted("w".repeat(length), "w".repeat(length)));
            Path file = folder.resolve("weights of " + length + " ä.onnx");
            OnnxWriter.write(inMemory, file);
            Graph mapped = OnnxReader.read(file);
            for (Tensor weight : mapped.weights().values()) {
                FileRegion region = weight.region();
                assertThat(region).isNotNull();
                remainders.add(region.offset() % 4);
            }
            Tensor x = Running.random(new long[] {3, 64}, 5);
            assertThat(run(mapped, x)).isEqualTo(run(inMemory, x));
        }
        assertThat(remainders).contains(0L).hasSizeGreaterThan(1);
    }

    @Test
    void aModelIsExplainedThroughALink(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("real/model.onnx");
        Files.createDirectories(file.getParent());
        OnnxWriter.write(Model.demo().graph(), file);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link.onnx"), Path.of("../real/model.onnx"));
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), Path.of("real"));
        float[] expected = relevance(file);
        assertThat(relevance(link)).isEqualTo(expected);
        assertThat(relevance(linked.resolve("model.onnx"))).isEqualTo(expected);
    }

    private static float[] relevance(Path file) throws IOException {
        ExplainerSettings settings = ExplainerSettings.defaults().withThreads(1).withSaliency(null);
        try (Explainer explainer = Explainer.open(Model.read(file), settings)) {
            return explainer
                    .explain(Photo.read(Examples.path("golf-ball.png")))
                    .relevance()
                    .values();
        }
    }

    @Test
    void aWeightFileIsReadThroughALink(@TempDir Path folder) throws IOException {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[64,80],\"data_offsets\":[0,20480]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 20480).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        Path file = Files.createDirectories(folder.resolve("real")).resolve("0a1b");
        Files.write(file, bytes.array());
        Path link = Files.createSymbolicLink(folder.resolve("model.safetensors"), file);
        Tensor weight = Objects.requireNonNull(StateDict.read(link).tensors().get("w"));
        assertThat(weight.region()).isEqualTo(new FileRegion(file.toRealPath(), 8 + header.length()));
    }

    private static float[] run(Graph graph, Tensor x) {
        try (Session session = Session.open(graph, SessionSettings.threads(1))) {
            return session.run(Map.of("x", x), List.of("y")).get("y").toFloats();
        }
    }
}
