package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;

/**
 * AlexNet and VGG-16 in full size and in three formats. Runs when SRMAP_WEIGHTS names a folder that holds, per model,
 * NAME.zip.pth, NAME.legacy.pth and NAME.safetensors with the same seeded weights, and NAME.npz with `input` and
 * PyTorch's `logits`.
 */
class FullSizeWeightsTest {

    private static Path folder() {
        String folder = System.getenv("SRMAP_WEIGHTS");
        assumeTrue(folder != null && !folder.isEmpty(), "SRMAP_WEIGHTS is not set");
        return Path.of(folder);
    }

    /** A float32 array of an .npz file, in C order. */
    private static Tensor array(Path file, String name, long... shape) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            bytes.position(10 + bytes.getShort(8));
            float[] values = new float[bytes.remaining() / 4];
            bytes.asFloatBuffer().get(values);
            return Tensor.floats(shape, values);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "vgg16"})
    void threeFormatsAgreeWithEachOtherAndWithTorchvision(String name) throws IOException {
        List<Graph> graphs = new ArrayList<>();
        for (String form : List.of(".zip.pth", ".legacy.pth", ".safetensors")) {
            StateDict state = StateDict.read(folder().resolve(name + form));
            state.tensors()
                    .values()
                    .forEach(t -> assertThat(t.bytes().isDirect()).isTrue());
            graphs.add(Architecture.named(name).build(state));
        }
        for (Graph graph : graphs) {
            graph.weights()
                    .forEach((key, tensor) -> assertThat(
                                    tensor.equals(graphs.get(0).weight(key)))
                            .as(key)
                            .isTrue());
        }
        Path reference = folder().resolve(name + ".npz");
        float[] expected = array(reference, "logits", 1, 1000).toFloats();
        for (Graph graph : graphs) {
            float[] logits = ArchitectureTest.run(graph, array(reference, "input", 1, 3, 224, 224))
                    .toFloats();
            assertThat(relativeError(logits, expected)).isCloseTo(0, within(1e-4));
        }
    }

    private static double relativeError(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        double off = 0;
        double norm = 0;
        for (int i = 0; i < found.length; i++) {
            off += Math.pow(found[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(off / norm);
    }
}
