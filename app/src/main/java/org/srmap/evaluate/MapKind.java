package org.srmap.evaluate;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.srmap.saliency.SaliencyInput;

/** Which map of a method is rated. */
public enum MapKind {
    /** Relevance, summed over the channels. */
    RELEVANCE("relevance", null),
    /** The SR map of positive relevance. */
    SR("sr", SaliencyInput.RELEVANCE),
    /** The SR map of absolute relevance. */
    SR_ABSOLUTE("sr-absolute", SaliencyInput.ABSOLUTE_RELEVANCE),
    /** The SR map by the paper's route. */
    SR_PAPER("sr-paper", SaliencyInput.PAPER),
    /** A map that needs no network. */
    PLAIN("map", null);

    private final String id;
    private final @Nullable SaliencyInput saliency;

    MapKind(String id, @Nullable SaliencyInput saliency) {
        this.id = id;
        this.saliency = saliency;
    }

    /** What tables call it. */
    public String id() {
        return id;
    }

    /** What the SR stage looks at; null when it is not asked. */
    public @Nullable SaliencyInput saliency() {
        return saliency;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException listing the names there are
     */
    public static MapKind named(String name) {
        return Arrays.stream(values())
                .filter(k -> k != PLAIN && k.id.equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no map \"" + name + "\"; choose from relevance, sr, sr-absolute, sr-paper"));
    }
}
