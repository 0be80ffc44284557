package org.srmap.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.srmap.Explainer;
import org.srmap.ExplainerFile;
import org.srmap.ExplainerSettings;
import org.srmap.ExportSettings;
import org.srmap.Model;
import org.srmap.Target;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.map.Size;
import org.srmap.onnx.OnnxWriter;
import org.srmap.rule.Presets;

/**
 * Exports explainers, and prints their sizes as ratios to the model's and the time of a run in plain ONNX Runtime as a
 * ratio to the engine's: medians of alternating pairs, two threads, batch 1. Both must agree to 1e-5, or it fails.
 *
 * <p>Usage: {@code java -cp bench/target/benchmarks.jar org.srmap.export.ExplainerFileFigures [PRESET...]
 * [MODEL.onnx...]}. Without a preset: three of them. Without a model: VGG-16 with seeded weights.
 */
public final class ExplainerFileFigures {
    private static final int PAIRS = 9;
    private static final int THREADS = 2;
    private static final List<String> PRESETS = List.of(Presets.DEFAULT, "epsilon-gamma-box", "gradient");
    private static final int[] OPSETS = {13, 17};

    private final Path folder;

    private ExplainerFileFigures(Path folder) {
        this.folder = folder;
    }

    /** Prints the table. */
    public static void main(String[] args) throws IOException, OrtException {
        Path folder = Files.createTempDirectory("srmap-figures");
        List<String> presets =
                Arrays.stream(args).filter(Presets.names()::contains).toList();
        List<Path> models = Arrays.stream(args)
                .filter(a -> !presets.contains(a))
                .map(Path::of)
                .toList();
        try {
            ExplainerFileFigures figures = new ExplainerFileFigures(folder);
            System.out.println("| model, preset, operator set | file / model | float16 / model | session, file / engine"
                    + " | run, file / engine | difference |");
            System.out.println("|---|---|---|---|---|---|");
            for (Path file : models.isEmpty() ? List.of(figures.vgg()) : models) {
                for (String preset : presets.isEmpty() ? PRESETS : presets) {
                    for (int opset : OPSETS) {
                        figures.row(file, preset, opset);
                    }
                }
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private Path vgg() throws IOException {
        Path file = folder.resolve("vgg16.onnx");
        Graph graph = SeededVgg.graph();
        OnnxWriter.write(graph, file);
        return file;
    }

    private void row(Path file, String preset, int opset) throws IOException, OrtException {
        Model model = Model.read(file);
        ExportSettings settings = ExportSettings.defaults()
                .withComposite(Presets.named(preset))
                .withOpset(opset)
                .withProof(false);
        Path explainer = folder.resolve("explainer.onnx");
        ExplainerFile.write(model, settings.withHalfWeights(true), explainer);
        double half = Files.size(explainer);
        ExplainerFile.write(model, settings, explainer);
        double size = Files.size(file);
        Times times = times(model, preset, explainer);
        System.out.printf(
                Locale.ROOT,
                "| %s, %s, %d | %.3f | %.3f | %.2f | %.2f | %.0e |%n",
                model.name(),
                preset,
                opset,
                Files.size(explainer) / size,
                half / size,
                times.openRatio,
                times.runRatio,
                times.difference);
        if (!(times.difference <= 1e-5)) {
            throw new IllegalStateException("the file and the engine are apart by " + times.difference);
        }
    }

    private record Times(double openRatio, double runRatio, double difference) {}

    private static Times times(Model model, String preset, Path explainer) throws OrtException {
        Size size = model.inputSize();
        long[] shape = {1, model.channels(), size.height(), size.width()};
        float[] x = new float[(int) (shape[1] * shape[2] * shape[3])];
        Random random = new Random(11);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        Tensor tensor = Tensor.floats(shape, x);
        ExplainerSettings settings = ExplainerSettings.defaults()
                .withPreset(preset)
                .withSaliency(null)
                .withProof(false)
                .withThreads(THREADS);
        long start = System.nanoTime();
        try (Explainer engine = Explainer.open(model, settings)) {
            double engineOpen = secondsSince(start);
            start = System.nanoTime();
            try (OrtSession.SessionOptions options = options();
                    OrtSession file = OrtEnvironment.getEnvironment().createSession(explainer.toString(), options)) {
                double fileOpen = secondsSince(start);
                double difference = difference(
                        run(file, x, shape),
                        engine.explainTensor("noise", tensor, Target.top())
                                .get(0)
                                .relevance()
                                .values());
                List<Double> ratios = new ArrayList<>();
                for (int i = 0; i < PAIRS; i++) {
                    start = System.nanoTime();
                    engine.explainTensor("noise", tensor, Target.top());
                    double engineRun = secondsSince(start);
                    start = System.nanoTime();
                    run(file, x, shape);
                    ratios.add(secondsSince(start) / engineRun);
                }
                ratios.sort(null);
                return new Times(fileOpen / engineOpen, ratios.get(PAIRS / 2), difference);
            }
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(THREADS);
        return options;
    }

    private static float[] run(OrtSession session, float[] x, long[] shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
                OnnxTensor target =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {-1}), new long[] {1});
                OrtSession.Result result =
                        session.run(Map.of(ExplainerFile.INPUT, input, ExplainerFile.TARGET, target))) {
            FloatBuffer values =
                    ((OnnxTensor) result.get(ExplainerFile.RELEVANCE).orElseThrow()).getFloatBuffer();
            float[] relevance = new float[values.remaining()];
            values.get(relevance);
            return relevance;
        }
    }

    /** Euclidean norm of the difference over that of what is expected. */
    private static double difference(float[] actual, float[] expected) {
        double apart = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            apart += Math.pow((double) actual[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(apart / norm);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
