package org.srmap.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.Model;
import org.srmap.cli.CommandLineRun;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Tensor;

/** How threads are shared out among inputs, and that results do not depend on it. */
class ExplainPlanTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void manyInputsGetAThreadEach() {
        Model demo = Model.demo();
        assertThat(ExplainPlan.of(4, 100, demo, true)).isEqualTo(new ExplainPlan(4, 4, 1));
        assertThat(ExplainPlan.of(5, 2, demo, true)).isEqualTo(new ExplainPlan(2, 2, 2));
        assertThat(ExplainPlan.of(4, 1, demo, true)).isEqualTo(new ExplainPlan(1, 1, 4));
    }

    @Test
    void oneThreadIsOneWorker() {
        assertThat(ExplainPlan.of(1, 100, Model.demo(), true)).isEqualTo(new ExplainPlan(1, 1, 1));
    }

    @Test
    void largeModelsAndOtherDevicesRunOneAtATime() {
        Graph graph = GraphText.parse("""
                graph large opset 17
                input x float[N,3]
                weight w float[3,3] = random 1
                y = MatMul(x, w)
                output y float[N,3]
                """);
        Tensor weight = Tensor.floats(new long[] {51 << 20}, new float[51 << 20]);
        Model large = Model.of("large", graph.withNodes(graph.nodes(), Map.of("w", weight)), null, "");
        assertThat(ExplainPlan.of(4, 100, large, true)).isEqualTo(new ExplainPlan(2, 1, 4));
        assertThat(ExplainPlan.of(4, 100, Model.demo(), false)).isEqualTo(new ExplainPlan(2, 1, 4));
    }

    @Test
    void inputsAreToldInOrderAndGetTheSameBytesWithAnyNumberOfThreads() throws IOException {
        Path photos = folder.resolve("photos");
        for (String name : List.of("a", "b", "d")) {
            CommandLineRun.photo(photos.resolve(name + ".png"));
        }
        Files.writeString(photos.resolve("c.png"), "no picture");
        Path one = folder.resolve("one");
        Path three = folder.resolve("three");
        String options = "explain --write npy,png --saliency none";
        CommandLineRun serial = CommandLineRun.of(options + " --threads 1", photos, "--out", one);
        CommandLineRun parallel = CommandLineRun.of(options + " --threads 3", photos, "--out", three);
        assertThat(parallel.code()).isEqualTo(1).isEqualTo(serial.code());
        assertThat(parallel.out()).isEqualTo(serial.out());
        assertThat(parallel.err().replace(three.toString(), ""))
                .isEqualTo(serial.err().replace(one.toString(), ""));
        assertThat(parallel.err()).contains("1 of 4 inputs failed");
        for (String file : List.of("a.relevance.npy", "b.logits.npy", "d.png")) {
            assertThat(three.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
        }
    }
}
