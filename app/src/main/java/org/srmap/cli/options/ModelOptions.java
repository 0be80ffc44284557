package org.srmap.cli.options;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.terminal.OptionGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model, for commands that work on something else with it. */
@OptionGroup("Model")
public final class ModelOptions {
    private static final String NAME = "--model";

    @Option(
            names = NAME,
            paramLabel = "MODEL",
            description = "demo, an ONNX file, an explainer that srmap export wrote, or a name from the model store"
                    + " (srmap models list) [" + Models.DEMO + "]")
    private @Nullable String model;

    @Mixin
    private ModelDetails details = new ModelDetails();

    /** Loads the model. */
    public Model load() throws IOException {
        details.requireAlone(NAME, model);
        return details.load(NAME, model != null || details.isBuilt() ? model : Models.DEMO);
    }

    /**
     * Loads a model of which only the name is given.
     *
     * @param name as for {@code --model}
     */
    public static Model load(String name) throws IOException {
        return Models.named(NAME, name, null);
    }
}
