package org.srmap.cli.options;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.terminal.UsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which model, for commands that are about one. */
public final class ModelArgument {
    private static final String LABEL = "MODEL";

    @Parameters(
            arity = "0..1",
            paramLabel = LABEL,
            description = "demo, an ONNX file, or a name from the model store; not with --arch and --weights")
    private @Nullable String model;

    @Mixin
    private ModelDetails details = new ModelDetails();

    /** Loads the model. */
    public Model load() throws IOException {
        details.requireAlone(LABEL, model);
        if (model == null && !details.isBuilt()) {
            throw new UsageException("no model given; use MODEL, or --arch and --weights");
        }
        return details.load(LABEL, model);
    }

    /** What was given on the command line; null for a model that is built from weights. */
    public @Nullable String text() {
        return model;
    }
}
