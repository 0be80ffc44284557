package org.srmap.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.srmap.ExplainerFile;
import org.srmap.ExplainerInfo;
import org.srmap.ExportSettings;
import org.srmap.InputForm;
import org.srmap.Model;
import org.srmap.cli.options.ModelOptions;
import org.srmap.cli.options.RelevanceOptions;
import org.srmap.cli.terminal.UsageException;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.rule.Presets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap export}: the explainer as a file. */
@Command(
        name = "export",
        description = "Writes one ONNX file that takes pictures and gives logits and relevance, for any program that"
                + " runs ONNX.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Inputs of the file: input (N x C x H x W) and target (int64 N; -1 explains the best class).",
            "Only standard operators are used. docs/export.md shows how to use it from Python, C# and JavaScript.",
            "",
            "Examples:",
            "  srmap export demo -o explainer.onnx --outputs logits,relevance,heat",
            "  srmap export my.onnx --lrp epsilon-gamma-box --opset 13 --fp16-weights -o my-explainer.onnx",
            "  srmap explain photo.jpg --model my-explainer.onnx"
        })
public final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1", paramLabel = "MODEL", description = "demo, or an ONNX file")
    private String name = "demo";

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "the file to write; replaced when all is written")
    private Path file = Path.of("explainer.onnx");

    @Mixin
    private ModelOptions source = new ModelOptions();

    @Option(
            names = "--lrp",
            paramLabel = "PRESET|FILE",
            defaultValue = Presets.DEFAULT,
            description = "relevance rules: a preset or a YAML/JSON composite [${DEFAULT-VALUE}]")
    private String lrp = Presets.DEFAULT;

    @Option(
            names = "--initial",
            paramLabel = "WHAT",
            description = "initial relevance at the target: logit, one, probability, or difference (adds the input"
                    + " other: int64 N, -1 is the runner-up) [what the preset is meant for]")
    private @Nullable String initial;

    @Option(
            names = "--precision",
            paramLabel = "WHAT",
            defaultValue = "auto",
            description = "arithmetic of the forward pass: float32; float64, so that no ReLU and no pooling window is"
                    + " decided by rounding; or auto, which is float64 for gradients [${DEFAULT-VALUE}]")
    private String precision = "auto";

    @Option(
            names = "--opset",
            paramLabel = "N",
            defaultValue = "17",
            description = "ONNX operator set, 13 or newer [${DEFAULT-VALUE}]")
    private int opset = ExportSettings.DEFAULT_OPSET;

    @Option(names = "--fp16-weights", description = "store weights as float16: half the size, rounded weights")
    private boolean halfWeights;

    @Option(
            names = "--outputs",
            paramLabel = "LIST",
            defaultValue = "logits,relevance",
            description = "what the file gives: logits, relevance, heat (the channel sum scaled to [-1, 1]), and names"
                    + " of nodes whose relevance is wanted [${DEFAULT-VALUE}]")
    private String outputs = "logits,relevance";

    @Option(
            names = "--input-form",
            paramLabel = "FORM",
            defaultValue = "tensor",
            description = "tensor: float, preprocessed; rgb8: uint8 N x H x W x 3, preprocessed in the graph (all but"
                    + " the resize) [${DEFAULT-VALUE}]")
    private String inputForm = "tensor";

    @Option(names = "--no-proof", description = "do not check that the rewritten network gives the model's own logits")
    private boolean noProof;

    @SuppressWarnings("unused") // read where failures are told
    @Option(names = "--verbose", description = "stack traces of errors")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        ExportSettings settings = settings();
        Model model = source.load(name);
        if (model.explainer() != null) {
            throw new UsageException(name + " is an explainer already; export the classifier that it was made from");
        }
        if (!name.equals("demo") && Files.exists(file) && Files.isSameFile(file, Path.of(name))) {
            throw new UsageException("-o " + file + ": would overwrite the model");
        }
        requirePlace();
        PrintWriter err = spec.commandLine().getErr();
        model.assumptions().forEach(note -> err.println("srmap: note: " + note));
        Graph graph = ExplainerFile.write(model, settings, file);
        describe(graph, spec.commandLine().getOut());
        return 0;
    }

    private ExportSettings settings() throws IOException {
        try {
            return ExportSettings.defaults()
                    .withComposite(RelevanceOptions.composite(lrp))
                    .withInitial(initial == null ? null : RelevanceOptions.initial(initial))
                    .withPrecision(RelevanceOptions.precision(precision))
                    .withOpset(opset)
                    .withHalfWeights(halfWeights)
                    .withOutputs(Arrays.stream(outputs.split(",", -1))
                            .map(String::strip)
                            .toList())
                    .withInput(InputForm.named(inputForm.toLowerCase(Locale.ROOT)))
                    .withProof(!noProof);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void requirePlace() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IOException("-o " + file + ": is a folder");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("-o " + file + ": its folder does not exist");
        }
    }

    private void describe(Graph graph, PrintWriter out) throws IOException {
        ExplainerInfo info = ExplainerInfo.of(graph);
        if (info == null) {
            throw new IllegalStateException("an export without its metadata");
        }
        long weights =
                graph.weights().values().stream().mapToLong(Tensor::elements).sum();
        out.printf(Locale.ROOT, "%s  %.2f MB%n", file, Files.size(file) / 1e6);
        out.printf(
                Locale.ROOT,
                "  model     %s, %s%n",
                info.model(),
                info.sha256().isEmpty() ? "no file" : "SHA-256 " + info.sha256());
        out.printf(
                Locale.ROOT,
                "  graph     %d nodes, operator set %d, %.2f million weights as %s%n",
                graph.nodes().size(),
                graph.opset(),
                weights / 1e6,
                info.halfWeights() ? "float16" : "float32");
        out.printf(
                "  relevance %s, initial %s, forward pass in %s%n",
                info.preset(), info.initial().id(), info.precision().id());
        print(out, "inputs", graph.inputs().stream().map(Object::toString).toList());
        print(out, "outputs", graph.outputs().stream().map(Object::toString).toList());
        out.flush();
    }

    private static void print(PrintWriter out, String what, List<String> values) {
        out.printf("  %-9s %s%n", what, String.join(", ", values));
    }
}
