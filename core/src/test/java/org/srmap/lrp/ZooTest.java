package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.onnx.OnnxReader;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Difference;
import org.srmap.testing.Npz;

/**
 * Classifiers as PyTorch exports them, in full size. Runs when SRMAP_ZOO names a folder that holds, per model,
 * NAME.onnx and NAME.npz with {@code input}, PyTorch's {@code logits}, its {@code gradient} of the largest logit in
 * float64 and {@code float32_error}, the relative error of PyTorch's own gradient in float32. What was measured is
 * appended to target/zoo.tsv.
 */
class ZooTest {
    private static final double NO_TIES = 1e-5;

    @TestFactory
    Stream<DynamicTest> everyModelIsExplained() throws IOException {
        String folder = System.getenv("SRMAP_ZOO");
        assumeTrue(folder != null && !folder.isEmpty(), "SRMAP_ZOO is not set");
        List<Path> models;
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            models = files.filter(p -> p.toString().endsWith(".onnx")).sorted().toList();
        }
        assertThat(models).as("models in " + folder).isNotEmpty();
        return models.stream().map(m -> DynamicTest.dynamicTest(m.getFileName().toString(), () -> check(m)));
    }

    private static void check(Path model) throws IOException {
        Map<String, Tensor> reference = Npz.read(Path.of(model.toString().replace(".onnx", ".npz")));
        Graph canonical = Canonizer.canonize(OnnxReader.read(model), List.of()).graph();
        assertThat(RelevanceCompiler.unsupported(canonical)).isEmpty();
        double known = reference.get("float32_error").toFloats()[0];
        float[] logits = reference.get("logits").toFloats();

        Result gradient = run(canonical, "gradient", reference.get("input"));
        double logitError = Difference.relative(gradient.logits(), logits);
        double error = Difference.relative(
                gradient.relevance(), reference.get("gradient").toFloats());
        double correlation = Difference.correlation(
                gradient.relevance(), reference.get("gradient").toFloats());
        Result plus = run(canonical, "epsilon-plus-flat", reference.get("input"));
        double[] kept = conserved(plus);
        report(model, "%.1e\t%.1e\t%.1e\t%.5f\t%.3f\t%.3f", logitError, known, error, correlation, kept[0], kept[1]);

        SoftAssertions all = new SoftAssertions();
        all.assertThat(logitError).as("logits").isLessThan(1e-4);
        all.assertThat(error).as("gradient, error of float32 " + known).isLessThan(known < NO_TIES ? 1e-4 : 2e-2);
        all.assertThat(correlation).as("gradient").isGreaterThan(0.9995);
        for (float value : plus.relevance()) {
            assertThat(Float.isFinite(value)).as("relevance is finite").isTrue();
        }
        all.assertThat(Difference.correlation(plus.relevance(), plus.relevance()))
                .as("relevance varies")
                .isGreaterThan(0.99);
        all.assertAll();
    }

    private record Result(float[] logits, float[] relevance) {}

    private static Result run(Graph canonical, String preset, Tensor input) {
        Request request = Precision.AUTO.applied(Request.of(Presets.named(preset)), canonical);
        RelevanceGraph compiled = RelevanceCompiler.compile(canonical, request);
        try (Session session = Session.open(compiled.graph(), SessionSettings.threads(2))) {
            Map<String, Tensor> out = session.run(
                    Map.of(compiled.input(), input, RelevanceGraph.TARGET, Tensor.longs(-1, -1)),
                    List.of(compiled.logits(), compiled.relevance()));
            return new Result(
                    out.get(compiled.logits()).toFloats(),
                    out.get(compiled.relevance()).toFloats());
        }
    }

    /** Sum of the relevance over the explained logit, per picture. */
    private static double[] conserved(Result result) {
        double[] kept = new double[2];
        for (int n = 0; n < 2; n++) {
            double sum = 0;
            for (int i = 0; i < result.relevance().length / 2; i++) {
                sum += result.relevance()[n * result.relevance().length / 2 + i];
            }
            double top = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < result.logits().length / 2; i++) {
                top = Math.max(top, result.logits()[n * result.logits().length / 2 + i]);
            }
            kept[n] = sum / top;
        }
        return kept;
    }

    private static void report(Path model, String format, Object... values) throws IOException {
        String line = model.getParent().getFileName() + "\t" + model.getFileName() + "\t"
                + String.format(Locale.ROOT, format, values) + "\n";
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/zoo.tsv"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
