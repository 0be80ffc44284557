package org.srmap.graph;

import org.jspecify.annotations.Nullable;

/**
 * One dimension of a shape: a number, or a symbol such as {@code N} whose number is known only at run time.
 *
 * @param size the number of elements, or -1 for a symbol
 * @param symbol the symbol's name, "?" when the model gives none; null for a number
 */
public record Dim(long size, @Nullable String symbol) {

    /** A dimension that the model leaves open without naming it. */
    public static final Dim UNKNOWN = new Dim(-1, "?");

    /**
     * A dimension of a known size.
     *
     * @throws ModelException when it is negative: sizes come from what a file says
     */
    public static Dim of(long size) {
        if (size < 0) {
            throw new ModelException("a dimension cannot be " + size);
        }
        return new Dim(size, null);
    }

    /** A named dimension of open size. */
    public static Dim symbol(String name) {
        return name.isEmpty() ? UNKNOWN : new Dim(-1, name);
    }

    /** Whether the size is known. */
    public boolean isKnown() {
        return symbol == null;
    }

    @Override
    public String toString() {
        return symbol == null ? Long.toString(size) : symbol;
    }
}
