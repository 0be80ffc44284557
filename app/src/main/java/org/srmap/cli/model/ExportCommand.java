package org.srmap.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.srmap.ExplainerFile;
import org.srmap.ExplainerInfo;
import org.srmap.ExportSettings;
import org.srmap.InputForm;
import org.srmap.Model;
import org.srmap.cli.options.MethodOption;
import org.srmap.cli.options.ModelArgument;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.options.ProofOption;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.cli.terminal.Verbosity;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.rule.Initial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "Only standard operators are used. docs/export.md shows its use from Python, C# and JavaScript.",
            "",
            "Examples:",
            "  srmap export demo -o explainer.onnx --outputs logits,relevance,heat",
            "  srmap export my.onnx --lrp epsilon-gamma-box --opset 13 --fp16-weights -o my-explainer.onnx",
            "  srmap explain photo.jpg --model my-explainer.onnx"
        })
public final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArgument source = new ModelArgument();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "the file to write; an existing one is replaced only when the new one is complete")
    @OptionGroup("Output")
    private Path file = Path.of("explainer.onnx");

    @Mixin
    private MethodOption method = new MethodOption();

    @Option(
            names = "--initial",
            paramLabel = "WHAT",
            description = "initial relevance at the target: logit, one, probability, or difference (adds the input"
                    + " other: int64 N, -1 is the runner-up) [the method's own]")
    @OptionGroup("Method")
    private @Nullable String initial;

    @Option(
            names = "--opset",
            paramLabel = "N",
            defaultValue = "17",
            description = "ONNX operator set, 13 or newer [${DEFAULT-VALUE}]")
    @OptionGroup("Output")
    private int opset = ExportSettings.DEFAULT_OPSET;

    @Option(names = "--fp16-weights", description = "store weights as float16: half the size, rounded weights")
    @OptionGroup("Output")
    private boolean halfWeights;

    @Option(
            names = "--outputs",
            paramLabel = "LIST",
            defaultValue = "logits,relevance",
            description = "what the file gives: logits, relevance, heat (the channel sum scaled to [-1, 1]), and names"
                    + " of nodes whose relevance is wanted [${DEFAULT-VALUE}]")
    @OptionGroup("Output")
    private String outputs = "logits,relevance";

    @Option(
            names = "--input-form",
            paramLabel = "FORM",
            defaultValue = "tensor",
            description = "tensor: float, preprocessed; rgb8: uint8 N x H x W x 3, preprocessed in the graph (all but"
                    + " the resize) [${DEFAULT-VALUE}]")
    @OptionGroup("Output")
    private String inputForm = "tensor";

    @Mixin
    private ProofOption proof = new ProofOption();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException {
        ExportSettings settings = settings();
        Model model = source.load();
        String name = source.text();
        if (model.explainer() != null) {
            throw new UsageException(name + " is already an explainer; export the original classifier instead");
        }
        if (name != null
                && Files.exists(file)
                && Files.exists(Path.of(name))
                && Files.isSameFile(file, Path.of(name))) {
            throw new UsageException("-o " + file + ": would overwrite the model");
        }
        requirePlace();
        PrintWriter err = spec.commandLine().getErr();
        verbosity.notes(err, "", model.assumptions());
        Graph graph = ExplainerFile.write(model, settings, file);
        if (!verbosity.isQuiet()) {
            describe(graph, spec.commandLine().getOut());
        }
        return 0;
    }

    private ExportSettings settings() throws IOException {
        try {
            return ExportSettings.defaults()
                    .withComposite(method.composite())
                    .withInitial(initial == null ? null : named(initial))
                    .withPrecision(method.precision())
                    .withOpset(opset)
                    .withHalfWeights(halfWeights)
                    .withOutputs(Arrays.stream(outputs.split(",", -1))
                            .map(String::strip)
                            .toList())
                    .withInput(InputForm.named(inputForm.toLowerCase(Locale.ROOT)))
                    .withProof(proof.isWanted());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Initial named(String text) {
        List<Initial> all =
                Stream.of(Initial.values()).filter(i -> i != Initial.VECTOR).toList();
        return OptionValue.named("--initial", text, all, Initial::id);
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
