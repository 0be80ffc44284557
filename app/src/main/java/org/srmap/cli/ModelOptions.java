package org.srmap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.image.Preprocessing;
import org.srmap.model.Labels;
import picocli.CommandLine.Option;

/** Which model, and how photos become its input. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "demo",
            description = "demo, an ONNX file, or an explainer that srmap export wrote [${DEFAULT-VALUE}]")
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

    /** Loads the model. */
    Model load() throws IOException {
        return load(model);
    }

    /** Loads a model with these options. */
    Model load(String name) throws IOException {
        Model loaded = named(name);
        if (size != null) {
            loaded = sized(loaded, size);
        }
        if (labels != null) {
            loaded = loaded.withLabels(labels.equals("imagenet") ? Labels.imagenet() : Labels.read(Path.of(labels)));
        }
        if (preprocess != null) {
            loaded = loaded.withPreprocessing(preprocessing(loaded, preprocess));
        }
        return loaded;
    }

    private static Model named(String name) throws IOException {
        if (name.equals("demo")) {
            return Model.demo();
        }
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new UsageException("--model " + name + ": no such file; a model is \"demo\" or an ONNX file");
        }
        return Model.read(file);
    }

    private static Model sized(Model model, String size) {
        if (!size.matches("[0-9]{1,4}x[0-9]{1,4}")) {
            throw new UsageException("--size " + size + ": HEIGHTxWIDTH is needed, such as 224x224");
        }
        String[] parts = size.split("x");
        return model.withSize(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static Preprocessing preprocessing(Model model, String name) throws IOException {
        Optional<String> preset = Preprocessing.PRESETS.stream()
                .filter(p -> p.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (preset.isPresent()) {
            Preprocessing.Size input = model.inputSize();
            return Preprocessing.preset(preset.get(), input.height(), input.width());
        }
        if (!Files.exists(Path.of(name))) {
            throw new UsageException("--preprocess " + name + ": neither a JSON file nor one of "
                    + String.join(", ", Preprocessing.PRESETS));
        }
        return Preprocessing.read(Path.of(name));
    }
}
