package org.srmap.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.FileRegion;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
import org.srmap.testing.Running;

/** Models with their weights in a file beside them, and attempts to reach files elsewhere. */
class ExternalDataTest {
    private static final int OFFSET = 64;
    private static final Graph GRAPH = GraphText.parse("""
            graph external opset 17
            input x float[N,64]
            weight w float[64,80] = random 1
            y = MatMul(x, w)
            output y float[N,80]
            """);

    @TempDir
    private Path all;

    private Path home;

    @BeforeEach
    void folders() throws IOException {
        home = Files.createDirectories(all.resolve("home/below"));
    }

    /** A model in {@code home} whose weight is said to lie at {@code location}. */
    private Path model(String location) throws IOException {
        Path place = home.resolve("x".repeat(location.length())); // the writer knows plain names only
        Map<String, Tensor> weights = new HashMap<>();
        GRAPH.weights().forEach((name, w) -> weights.put(name, w.lyingAt(new FileRegion(place, OFFSET))));
        Graph graph = GRAPH.withNodes(GRAPH.nodes(), weights);
        String bytes = new String(OnnxWriter.bytesWithoutWeights(graph, 0, home), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains(place.getFileName().toString());
        return Files.write(
                home.resolve("model.onnx"),
                bytes.replace(place.getFileName().toString(), location).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void writeWeights(Path file) throws IOException {
        Tensor weight = GRAPH.weights().get("w");
        byte[] bytes = new byte[OFFSET + weight.bytes().remaining()];
        weight.bytes().get(bytes, OFFSET, weight.bytes().remaining());
        Files.write(Files.createDirectories(file.getParent()).resolve(file.getFileName()), bytes);
    }

    private static void assertComputesTheSame(Path model) throws IOException {
        Tensor x = Running.random(new long[] {3, 64}, 5);
        assertThat(Running.plainly(OnnxReader.read(model), x)).isEqualTo(Running.plainly(GRAPH, x));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.bin", "inner/weights.bin", "inner/../weights.bin", "./weights.bin"})
    void weightsLieInTheModelsFolderOrBelow(String location) throws IOException {
        Files.createDirectories(home.resolve("inner"));
        writeWeights(home.resolve(location).normalize());
        assertComputesTheSame(model(location));
    }

    @Test
    void aLinkToTheModelAndALinkInsideItsFolderAreFollowed() throws IOException {
        writeWeights(home.resolve("blobs/0a1b"));
        Files.createSymbolicLink(home.resolve("weights.bin"), Path.of("blobs/0a1b"));
        Path model = model("weights.bin");
        assertComputesTheSame(Files.createSymbolicLink(all.resolve("link.onnx"), model));
        Path folder = Files.createSymbolicLink(all.resolve("link"), home);
        assertComputesTheSame(folder.resolve("model.onnx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../weights.bin", "../../weights.bin", "inner/../../weights.bin"})
    void weightsElsewhereAreRefused(String location) throws IOException {
        Files.createDirectories(home.resolve("inner"));
        writeWeights(home.resolve(location).normalize());
        assertRefused(model(location), "outside the model's folder");
    }

    @Test
    void anAbsolutePathIsRefused() throws IOException {
        writeWeights(all.resolve("weights.bin"));
        assertRefused(model(all.resolve("weights.bin").toString()), "outside the model's folder");
    }

    @Test
    void aLinkThatLeavesTheFolderIsRefused() throws IOException {
        writeWeights(all.resolve("weights.bin"));
        Files.createSymbolicLink(home.resolve("weights.bin"), all.resolve("weights.bin"));
        Path model = model("weights.bin");
        assertRefused(model, "outside the model's folder");
        assertRefused(Files.createSymbolicLink(all.resolve("link.onnx"), model), "outside the model's folder");
        Files.createSymbolicLink(home.resolve("inner"), all);
        assertRefused(model("inner/weights.bin"), "outside the model's folder");
    }

    /** What lies beside a link does not belong to the model. */
    @Test
    void weightsBesideALinkAreNotTaken() throws IOException {
        writeWeights(all.resolve("weights.bin"));
        assertRefused(
                Files.createSymbolicLink(all.resolve("link.onnx"), model("weights.bin")), "is not beside the model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.bin", "inner", ".", "a\0b"})
    void whatIsNoFileIsRefused(String location) throws IOException {
        Files.createDirectories(home.resolve("inner"));
        assertRefused(model(location), "external file");
    }

    @Test
    void aFileThatIsTooShortIsRefused() throws IOException {
        Files.write(home.resolve("weights.bin"), new byte[100]);
        assertRefused(model("weights.bin"), "needs 20480 bytes");
    }

    private static void assertRefused(Path model, String reason) {
        assertThatThrownBy(() -> OnnxReader.read(model))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(reason);
    }
}
