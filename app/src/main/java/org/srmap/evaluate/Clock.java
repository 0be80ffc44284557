package org.srmap.evaluate;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** How long the parts of a run took. */
final class Clock {
    /** What time goes to. */
    enum Part {
        RELEVANCE,
        SALIENCY,
        METRICS
    }

    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);

    <T> T time(Part part, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos.merge(part, System.nanoTime() - start, Long::sum);
        }
    }

    double seconds(Part part) {
        return nanos.getOrDefault(part, 0L) / 1e9;
    }
}
