package org.srmap.rule;

import java.util.Locale;
import org.srmap.operator.LayerKind;

/** Whether a rule gives on all the relevance that it gets. */
public enum Conservation {
    /** All of it, but for what a stabilizer takes. */
    YES,
    /** All but what the bias takes. */
    BUT_BIAS,
    /** All where elements only move or one of them is chosen; elsewhere not. */
    WHERE_MOVED,
    /** Not all, or more. */
    NO;

    /** The words that reports use: {@code yes}, {@code but bias}, ... */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What this means on a layer: yes, but for the bias, or no. */
    Conservation on(Layer layer) {
        return switch (this) {
            case BUT_BIAS -> layer.node().inputs().size() > 2 ? BUT_BIAS : YES;
            case WHERE_MOVED -> layer.kind() == LayerKind.RELOCATION || layer.kind() == LayerKind.MAX_POOL ? YES : NO;
            case YES, NO -> this;
        };
    }
}
