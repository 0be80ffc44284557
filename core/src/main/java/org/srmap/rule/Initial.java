package org.srmap.rule;

import java.util.Locale;

/** The relevance that the walk back starts from, at the logits. */
public enum Initial {
    /** The target's logit at the target, zero elsewhere. */
    LOGIT,
    /** One at the target, zero elsewhere. */
    ONE,
    /** The target's probability (softmax over the logits) at the target, zero elsewhere. */
    PROBABILITY,
    /** The target's logit at the target, minus the other class's logit at the other class: why this and not that. */
    DIFFERENCE,
    /** A vector given at run time. */
    VECTOR;

    /** The name that the command line uses. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
