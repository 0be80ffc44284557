package org.srmap.operator;

import java.util.Locale;

/** What a node is to a composite. */
public enum LayerKind {
    /** Convolution, transposed or not, of any dimension. */
    CONV,
    /** Multiplication by constant weights. */
    DENSE,
    /** A function of each element. */
    ACTIVATION,
    /** Sum of computed branches. */
    SUM,
    /** Product of computed branches: a gate. */
    PRODUCT,
    /** Average over a window or over the whole picture. */
    AVERAGE_POOL,
    /** Maximum over a window or over the whole picture. */
    MAX_POOL,
    /** Normalization that could not be folded (batch, layer, instance), or another constant factor or shift. */
    BATCH_NORM,
    /** Local response normalization. */
    LRN,
    /** Moves elements without changing them: reshape, concatenation, slice, ... */
    RELOCATION,
    /** Everything else; only the gradient rule applies. */
    OTHER;

    /** The name used in composites: lower case with hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
