package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.terminal.UsageException;
import org.srmap.image.Preprocessing;
import org.srmap.map.Size;
import org.srmap.model.Architecture;
import org.srmap.model.Labels;
import org.srmap.model.ModelStore;

/** Finds models, and reads what the command line says about them. */
public final class Models {
    /** The model that comes with the program. */
    public static final String DEMO = "demo";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4})x([0-9]{1,4})");

    private Models() {}

    /**
     * A model by its name: the demo, a file, or one from the model store.
     *
     * @param option that names it, for messages
     * @param size of its input; null: its own
     */
    static Model named(String option, String name, @Nullable Size size) throws IOException {
        Path file = Path.of(name);
        if (!name.equals(DEMO) && !Files.exists(file)) {
            return stored(option, name, size);
        }
        Model found = name.equals(DEMO) ? Model.demo() : Model.read(file);
        return size == null ? found : found.withSize(size.height(), size.width());
    }

    private static Model stored(String option, String name, @Nullable Size size) throws IOException {
        ModelStore store = ModelStore.ofUser();
        if (store.entries().stream().noneMatch(e -> e.name().equals(name))) {
            throw new UsageException(option + " " + name
                    + ": no such file; a model is \"demo\", an ONNX file, or a name from \"srmap models list\"");
        }
        Path weights = store.find(name);
        if (weights == null) {
            throw new UsageException(
                    option + " " + name + ": not downloaded yet; get it with: srmap models pull " + name);
        }
        return Model.ofWeights(name, weights, size);
    }

    /**
     * A built-in architecture with weights from a file.
     *
     * @param size of its input; null: the architecture's own
     * @throws UsageException when there is no such architecture
     */
    public static Model built(String arch, Path weights, @Nullable Size size) throws IOException {
        if (!Architecture.names().contains(arch.toLowerCase(Locale.ROOT).replace('-', '_'))) {
            throw new UsageException("--arch " + arch + ": choose from " + String.join(", ", Architecture.names()));
        }
        return Model.ofWeights(arch, weights, size);
    }

    /** Names of classes: those of a file, or ImageNet's. */
    public static Labels classNames(String text) throws IOException {
        return text.equals("imagenet") ? Labels.imagenet() : Labels.read(Path.of(text));
    }

    /**
     * The size that {@code --size HxW} names.
     *
     * @throws UsageException when it is none
     */
    public static Size size(String text) {
        Matcher sides = SIZE.matcher(text);
        if (!sides.matches()) {
            throw new UsageException("--size " + text + ": HEIGHTxWIDTH is needed, such as 224x224");
        }
        return new Size(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    }

    /** The model with what the command line says about it; null: what it brings. */
    static Model completed(Model model, @Nullable String classNames, @Nullable String preprocess) throws IOException {
        Model named = classNames == null ? model : model.withLabels(classNames(classNames));
        return preprocess == null ? named : named.withPreprocessing(preprocessing(named, preprocess));
    }

    private static Preprocessing preprocessing(Model model, String name) throws IOException {
        List<String> known = Preprocessing.PRESETS;
        String plain = name.toLowerCase(Locale.ROOT);
        if (known.contains(plain)) {
            Size input = model.inputSize();
            return Preprocessing.preset(plain, input.height(), input.width());
        }
        if (!Files.exists(Path.of(name))) {
            throw new UsageException(
                    "--preprocess " + name + ": neither a JSON file nor one of " + String.join(", ", known));
        }
        return Preprocessing.read(Path.of(name));
    }
}
