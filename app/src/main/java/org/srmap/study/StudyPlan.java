package org.srmap.study;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a study is carried out.
 *
 * @param out folder of the run
 * @param threads photos that are computed at a time, each on one thread
 * @param shard photos in a file of results; what is not in a finished file when the program ends is computed again
 * @param maps whether to keep maps
 * @param inputs files beside the data set by what they are, with what tells whether they changed
 */
public record StudyPlan(Path out, int threads, int shard, boolean maps, Map<String, String> inputs) {
    /** Photos in a file of results, unless told otherwise. */
    public static final int SHARD = 64;

    /** Checks the numbers. */
    public StudyPlan {
        inputs = Map.copyOf(inputs);
        if (threads < 1 || shard < 1) {
            throw new IllegalArgumentException("threads " + threads + ", shard " + shard + ": both must be positive");
        }
    }
}
