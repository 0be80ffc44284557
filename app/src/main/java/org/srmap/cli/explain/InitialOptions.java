package org.srmap.cli.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.srmap.ExplainerInfo;
import org.srmap.Target;
import org.srmap.attribution.Method;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.npy.Npy;
import org.srmap.npy.NpyArray;
import org.srmap.rule.Initial;
import picocli.CommandLine.Option;

/** What relevance starts from. */
@OptionGroup("Method")
final class InitialOptions {
    private static final String NAME = "--initial";
    private static final String AGAINST = "--against";

    @Option(
            names = NAME,
            paramLabel = "WHAT",
            description = "initial relevance at the target: logit, one, probability, difference (to the strongest other"
                    + " class, see --against), or an .npy array with a number for each class [what the method is meant"
                    + " for]")
    private @Nullable String initial;

    @Option(
            names = AGAINST,
            paramLabel = "CLASS",
            description = "with --initial difference: the other class [the strongest other]")
    private @Nullable String against;

    /** The initial relevance; null: the method's own. */
    @Nullable
    Initial initial() {
        if (initial == null) {
            return null;
        }
        List<Initial> named =
                Stream.of(Initial.values()).filter(i -> i != Initial.VECTOR).toList();
        return isArray(initial) ? Initial.VECTOR : OptionValue.named(NAME, initial, named, Initial::id);
    }

    private static boolean isArray(String text) {
        return text.endsWith(".npy");
    }

    /** The class to compare with. */
    Target against() {
        return against == null ? Target.top() : one(against);
    }

    private static Target one(String text) {
        return OptionValue.read(AGAINST, () -> Target.parse(text));
    }

    /** Requires that a class to compare with is compared with. */
    void check(Method method) {
        Initial own = initial();
        if (against != null && (own == null ? method.initial() : own) != Initial.DIFFERENCE) {
            throw new UsageException(AGAINST + " is for --initial difference: why the target and not another class");
        }
    }

    /** Requires that an explainer file was compiled with this initial relevance, where one is asked for. */
    void requireFitting(ExplainerInfo info) {
        Initial own = initial();
        if (own != null && own != info.initial()) {
            throw new UsageException(NAME + " " + initial + ": the model is an explainer file, compiled with the"
                    + " initial relevance " + info.initial().id() + "; leave " + NAME + " out");
        }
    }

    /**
     * The initial relevance of every class.
     *
     * @return one number per class; null when it is not given as an array
     */
    float @Nullable [] vector() throws IOException {
        String file = initial;
        if (file == null || !isArray(file)) {
            return null;
        }
        if (!Files.isRegularFile(Path.of(file))) {
            throw new UsageException(NAME + " " + file + ": no such file");
        }
        NpyArray array = Npy.read(Path.of(file));
        float[] values = array.floats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IOException(file + ": " + values[i] + " at element " + i + "; all values must be finite");
            }
        }
        return values;
    }
}
