package org.srmap.cli.options;

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
}
