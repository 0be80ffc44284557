package org.srmap.cli.options;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.UsageException;

/** Reads and checks values of options; a value that cannot be is a {@link UsageException} that names the option. */
public final class OptionValue {
    private static final int MOST_THREADS = 1024;

    private OptionValue() {}

    /** The value, when what reads it takes it. */
    public static <T> T read(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    /** Passes a number on that is not too small and not too large. */
    public static int within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(option + " " + value + ": " + least + " to " + most);
        }
        return value;
    }

    /** Number of threads: as many as asked for, else one for each core. */
    public static int threads(@Nullable Integer asked) {
        return within("--threads", asked == null ? Runtime.getRuntime().availableProcessors() : asked, 1, MOST_THREADS);
    }

    /**
     * One of several values by its name.
     *
     * @param name what the command line calls a value, in lower case
     * @throws UsageException listing the names
     */
    public static <T> T named(String option, String text, List<T> values, Function<T, String> name) {
        return values.stream()
                .filter(value -> name.apply(value).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageException(option + " " + text + ": choose from "
                        + String.join(", ", values.stream().map(name).toList())));
    }
}
