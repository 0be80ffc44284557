package org.srmap.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.options.Models;
import org.srmap.cli.terminal.UsageException;
import org.srmap.graph.Graph;
import org.srmap.model.Architecture;
import org.srmap.model.ModelCard;
import org.srmap.model.ModelStore;
import org.srmap.onnx.OnnxWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap models}: the model store, and weight files as ONNX. */
@Command(
        name = "models",
        description = "Lists, downloads and imports models.",
        mixinStandardHelpOptions = true,
        subcommands = {ModelsCommand.ListModels.class, ModelsCommand.Pull.class, ModelsCommand.Import.class})
public final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no subcommand given; use list, pull NAME or import FILE");
    }

    /** Names what there is. */
    @Command(
            name = "list",
            description = "Names the architectures and the weights that can be pulled.",
            mixinStandardHelpOptions = true)
    static final class ListModels implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            ModelStore store = ModelStore.ofUser();
            out.printf(Locale.ROOT, "%-14s %-34s %-10s %s%n", "name", "architecture", "weights", "ImageNet top-1");
            for (Architecture architecture : Architecture.all()) {
                String name = architecture.name();
                String state = "";
                String accuracy = "";
                for (ModelStore.Entry entry : store.entries()) {
                    if (entry.name().equals(name)) {
                        state = store.find(name) == null ? "can pull" : "here";
                        accuracy = String.format(Locale.ROOT, "%.1f %%", entry.top1());
                    }
                }
                out.printf(Locale.ROOT, "%-14s %-34s %-10s %s%n", name, architecture.title(), state, accuracy);
            }
            out.println();
            out.println("demo comes with srmap. Weights are torchvision's; they are kept in the user's cache folder.");
            out.flush();
            return 0;
        }
    }

    /** Downloads weights. */
    @Command(
            name = "pull",
            description = "Downloads torchvision's weights; goes on where an earlier download stopped.",
            mixinStandardHelpOptions = true)
    static final class Pull implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(arity = "1", paramLabel = "NAME", description = "a name from \"srmap models list\"")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            ModelStore store = ModelStore.ofUser();
            if (store.entries().stream().noneMatch(e -> e.name().equals(name))) {
                throw new UsageException("no weights are published for \"" + name + "\"; see srmap models list");
            }
            PrintWriter err = spec.commandLine().getErr();
            Path file;
            try (ByteProgress progress = new ByteProgress(err)) {
                file = store.pull(name, progress::at);
            }
            spec.commandLine().getOut().println(name + ": " + file);
            return 0;
        }
    }

    /** Makes an ONNX file of a weight file. */
    @Command(
            name = "import",
            description = "Turns a weight file into an ONNX file with a model card.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: srmap models import vgg16.pth --arch vgg16 --class-names imagenet -o vgg16.onnx"})
    static final class Import implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(arity = "1", paramLabel = "FILE", description = "a PyTorch state dict or a safetensors file")
        private Path file = Path.of("");

        @Option(names = "--arch", required = true, paramLabel = "NAME", description = "see srmap models list")
        private String arch = "";

        @Option(names = "--class-names", paramLabel = "FILE", description = "names of the classes, or imagenet")
        private @Nullable String classNames;

        @Option(names = "--size", paramLabel = "HxW", description = "input size [the architecture's own]")
        private @Nullable String size;

        @Option(
                names = {"-o", "--out"},
                required = true,
                paramLabel = "FILE",
                description = "the ONNX file to write")
        private Path output = Path.of("");

        @Override
        public Integer call() throws IOException {
            Model model = Models.built(arch, file, size == null ? null : Models.size(size));
            int classes = (int) model.graph().outputs().get(0).shape().size(1);
            ModelCard card = model.card() == null ? ModelCard.named(arch) : model.card();
            if (classNames != null) {
                card = card.withLabels(Models.classNames(classNames));
            }
            card.labelsFor(classes);
            if (card.sha256().isEmpty()) {
                card = card.withSource(String.valueOf(file.getFileName()), model.sha256());
            }
            Graph graph = card.attachedTo(model.graph());
            Path folder = output.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new IOException(output + ": its folder does not exist");
            }
            OnnxWriter.write(graph, output);
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%s: %s, %d classes, %.1f MB%n",
                            output,
                            model.name(),
                            classes,
                            Files.size(output) / 1e6);
            return 0;
        }
    }
}
