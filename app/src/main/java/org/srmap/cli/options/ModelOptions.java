package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.terminal.UsageException;
import org.srmap.image.Preprocessing;
import org.srmap.map.Size;
import org.srmap.model.Architecture;
import org.srmap.model.Labels;
import org.srmap.model.ModelStore;
import picocli.CommandLine.Option;

/** Which model, and how photos become its input. */
public final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "demo",
            description = "demo, an ONNX file, an explainer that srmap export wrote, or a name from the model store"
                    + " (srmap models list) [${DEFAULT-VALUE}]")
    private String model = "demo";

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "names of the classes: text (one per line), JSON, TSV or CSV; imagenet for ImageNet's 1000")
    private @Nullable String labels;

    @Option(
            names = "--preprocess",
            paramLabel = "NAME|FILE",
            description = "how a photo becomes the input: imagenet, caffe, tf, unit, none, or a JSON file"
                    + " [what the model's card says, else imagenet]")
    private @Nullable String preprocess;

    @Option(names = "--size", paramLabel = "HxW", description = "input size, for models that leave it open")
    private @Nullable String size;

    @Option(
            names = "--arch",
            paramLabel = "NAME",
            description = "a built-in architecture, for --weights: alexnet, vgg16, resnet50, ... (srmap models list)")
    private @Nullable String arch;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "its weights: a PyTorch state dict (.pth, .pt) or .safetensors")
    private @Nullable Path weights;

    /** Loads the model. */
    public Model load() throws IOException {
        return load(model);
    }

    private static Model built(String arch, Path weights, @Nullable Size size) throws IOException {
        if (!Architecture.names().contains(arch.toLowerCase(Locale.ROOT).replace('-', '_'))) {
            throw new UsageException("--arch " + arch + ": there are " + String.join(", ", Architecture.names()));
        }
        return Model.ofWeights(arch, weights, size);
    }

    /** Loads a model with these options. */
    public Model load(String name) throws IOException {
        if ((arch == null) != (weights == null)) {
            throw new UsageException("--arch and --weights belong together");
        }
        Size wanted = size == null ? null : sized(size);
        Model loaded = arch != null && weights != null ? built(arch, weights, wanted) : named("--model", name, wanted);
        return with(loaded, labels, preprocess);
    }

    /**
     * Loads one of several models.
     *
     * @param option that names it, for messages
     * @param labels null: those that it brings
     * @param preprocess null: what it brings
     */
    static Model load(String option, String name, @Nullable String labels, @Nullable String preprocess)
            throws IOException {
        return with(named(option, name, null), labels, preprocess);
    }

    private static Model with(Model plain, @Nullable String labels, @Nullable String preprocess) throws IOException {
        Model loaded = plain;
        if (labels != null) {
            loaded = loaded.withLabels(labels.equals("imagenet") ? Labels.imagenet() : Labels.read(Path.of(labels)));
        }
        return preprocess == null ? loaded : loaded.withPreprocessing(preprocessing(loaded, preprocess));
    }

    /** A model by its name. */
    private static Model named(String option, String name, @Nullable Size size) throws IOException {
        Model found;
        Path file = Path.of(name);
        if (name.equals("demo")) {
            found = Model.demo();
        } else if (Files.exists(file)) {
            found = Model.read(file);
        } else {
            return stored(option, name, size);
        }
        return size == null ? found : found.withSize(size.height(), size.width());
    }

    private static Model stored(String option, String name, @Nullable Size size) throws IOException {
        ModelStore store = ModelStore.ofUser();
        if (store.entries().stream().noneMatch(e -> e.name().equals(name))) {
            throw new UsageException(option + " " + name
                    + ": no such file; a model is \"demo\", an ONNX file, or a name" + " from \"srmap models list\"");
        }
        Path weights = store.find(name);
        if (weights == null) {
            throw new UsageException(option + " " + name + ": not here yet; get it with: srmap models pull " + name);
        }
        return Model.ofWeights(name, weights, size);
    }

    public static Size sized(String size) {
        if (!size.matches("[0-9]{1,4}x[0-9]{1,4}")) {
            throw new UsageException("--size " + size + ": HEIGHTxWIDTH is needed, such as 224x224");
        }
        String[] parts = size.split("x");
        return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** A preprocessing by its name. */
    static Preprocessing preprocessing(Model model, String name) throws IOException {
        Optional<String> preset = Preprocessing.PRESETS.stream()
                .filter(p -> p.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (preset.isPresent()) {
            Size input = model.inputSize();
            return Preprocessing.preset(preset.get(), input.height(), input.width());
        }
        if (!Files.exists(Path.of(name))) {
            throw new UsageException("--preprocess " + name + ": neither a JSON file nor one of "
                    + String.join(", ", Preprocessing.PRESETS));
        }
        return Preprocessing.read(Path.of(name));
    }
}
