package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.map.Size;
import picocli.CommandLine.Option;

/** What a model does not say itself, and models that are built from weights. */
@OptionGroup("Model")
final class ModelDetails {
    @Option(
            names = "--class-names",
            paramLabel = "FILE",
            description = "names of the classes: text (one per line), JSON, TSV or CSV; imagenet for ImageNet's 1000")
    private @Nullable String classNames;

    @Option(
            names = "--preprocess",
            paramLabel = "NAME|FILE",
            description = "preprocessing of photos: imagenet, caffe, tf, unit, none, or a JSON file"
                    + " [from the model's card, else imagenet]")
    private @Nullable String preprocess;

    @Option(names = "--size", paramLabel = "HxW", description = "input size, for models that leave it open")
    private @Nullable String size;

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "which of several outputs is explained [the one that looks most like scores of classes]")
    private @Nullable String output;

    @Option(
            names = "--arch",
            paramLabel = "NAME",
            description = "a built-in architecture, for --weights: alexnet, vgg16, resnet50, ... (srmap models list)")
    private @Nullable String arch;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "weights for --arch: a PyTorch state dict (.pth, .pt) or .safetensors")
    private @Nullable Path weights;

    /** Whether the model is built from weights, and so has no name. */
    boolean isBuilt() {
        return arch != null || weights != null;
    }

    /**
     * Loads a model.
     *
     * @param option that names it, for messages
     * @param name null: it is built from weights
     */
    Model load(String option, @Nullable String name) throws IOException {
        Size wanted = size == null ? null : Models.size(size);
        Model loaded = name == null ? built(wanted) : Models.named(option, name, wanted);
        Model completed = Models.completed(loaded, classNames, preprocess);
        return output == null ? completed : completed.withOutput(output);
    }

    private Model built(@Nullable Size wanted) throws IOException {
        if (arch == null || weights == null) {
            throw new UsageException("give --arch and --weights together");
        }
        return Models.built(arch, weights, wanted);
    }

    /** Requires that a model is given in one way only. */
    void requireAlone(String given, @Nullable String name) {
        if (name != null && isBuilt()) {
            throw new UsageException(
                    given + " and " + (arch != null ? "--arch" : "--weights") + " both name a model; give one of them");
        }
    }
}
