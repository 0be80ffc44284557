package org.srmap.study.read;

import java.util.Locale;

/**
 * What answering questions may use.
 *
 * @param memory of the database, such as {@code 1GB}; what the rows need beyond that goes to temporary files
 * @param spill how large the temporary files may become, such as {@code 8GB}
 * @param threads that compute
 */
public record RunLimits(String memory, String spill, int threads) {
    /** Checks that sizes are numbers with a unit. */
    public RunLimits {
        requireSize(memory);
        requireSize(spill);
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads; at least one is needed");
        }
    }

    /** 1 GB of memory, 8 GB of temporary files, all cores. */
    public static RunLimits defaults() {
        return new RunLimits("1GB", "8GB", Runtime.getRuntime().availableProcessors());
    }

    private static void requireSize(String size) {
        if (!size.toUpperCase(Locale.ROOT).matches("[1-9][0-9]{0,5}(MB|GB)")) {
            throw new IllegalArgumentException("a size of " + size + "; such as 500MB or 2GB is needed");
        }
    }
}
