package org.srmap.cli.options;

import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.OptionGroup;
import picocli.CommandLine.Option;

/** How many threads work. */
@OptionGroup("Computing")
public final class ThreadsOption {
    @Option(names = "--threads", paramLabel = "N", description = "threads [number of cores]")
    private @Nullable Integer threads;

    /** Number of threads: as many as asked for, else one for each core. */
    public int count() {
        return OptionValue.threads(threads);
    }
}
