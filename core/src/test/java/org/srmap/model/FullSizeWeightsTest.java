package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.model.weights.StateDict;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Difference;
import org.srmap.testing.Npz;

/**
 * AlexNet and VGG-16 in full size and in three formats. Runs when SRMAP_WEIGHTS names a folder that holds, per model,
 * NAME.zip.pth, NAME.legacy.pth and NAME.safetensors with the same seeded weights, and NAME.npz with `input` and
 * PyTorch's `logits`, and its `paper` relevance and `gradient` in float64 with the error of float32 ({@code
 * paper_float32_error}, {@code gradient_float32_error}).
 */
class FullSizeWeightsTest {
    private static final double NO_TIES = 1e-5;

    private static Path folder() {
        String folder = System.getenv("SRMAP_WEIGHTS");
        assumeTrue(folder != null && !folder.isEmpty(), "SRMAP_WEIGHTS is not set");
        return Path.of(folder);
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
        Map<String, Tensor> reference = Npz.read(folder().resolve(name + ".npz"));
        Tensor input = reference.get("input");
        float[] expected = reference.get("logits").toFloats();
        for (Graph graph : graphs) {
            float[] logits = ArchitectureTest.run(graph, input).toFloats();
            assertThat(Difference.relative(logits, expected)).isLessThan(1e-4);
        }
    }

    /** The three forms hold the same weights (see above), so that maps of one of them stand for all. */
    @ParameterizedTest
    @CsvSource({"alexnet, paper", "alexnet, gradient", "vgg16, paper", "vgg16, gradient"})
    void mapsAreThoseOfPyTorch(String name, String preset) throws IOException {
        Map<String, Tensor> reference = Npz.read(folder().resolve(name + ".npz"));
        double known = reference.get(preset + "_float32_error").toFloats()[0];
        float[] expected = reference.get(preset).toFloats();
        StateDict state = StateDict.read(folder().resolve(name + ".safetensors"));
        Graph canonical = Canonizer.canonize(Architecture.named(name).build(state), List.of())
                .graph();
        Request request = Precision.AUTO.applied(Request.of(Presets.named(preset)), canonical);
        RelevanceGraph compiled = RelevanceCompiler.compile(canonical, request);
        try (Session session = Session.open(compiled.graph(), SessionSettings.threads(2))) {
            float[] actual = session.run(
                            Map.of(compiled.input(), reference.get("input"), RelevanceGraph.TARGET, Tensor.longs(-1)),
                            List.of(compiled.relevance()))
                    .get(compiled.relevance())
                    .toFloats();
            assertThat(Difference.relative(actual, expected))
                    .as("error of float32 " + known)
                    .isLessThan(known < NO_TIES ? 1e-4 : 1e-2);
            assertThat(Difference.correlation(actual, expected)).isGreaterThan(0.9999);
        }
    }
}
