package org.srmap.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One dimension of a shape: a number, or a symbol such as {@code N} whose number is known only at run time, or a multiple
 * of a symbol such as {@code 4*N}. As an entry of a shape that a graph computes, a number may be negative.
 *
 * @param size the number of elements, or -1 for a symbol
 * @param symbol the symbol's name, "?" when the model gives none; null for a number
 * @param times what the symbol is multiplied with, at least 1; 1 for a number
 */
public record Dim(long size, @Nullable String symbol, long times) {

    /** A dimension that the model leaves open without naming it. */
    public static final Dim UNKNOWN = new Dim(-1, "?", 1);

    /** A number, possibly negative. */
    public static Dim number(long value) {
        return new Dim(value, null, 1);
    }

    /**
     * A dimension of a known size.
     *
     * @throws ModelException when it is negative: sizes come from what a file says
     */
    public static Dim of(long size) {
        if (size < 0) {
            throw new ModelException("a dimension cannot be " + size);
        }
        return number(size);
    }

    /** A named dimension of open size. */
    public static Dim symbol(String name) {
        return name.isEmpty() ? UNKNOWN : new Dim(-1, name, 1);
    }

    /** Whether the size is known. */
    public boolean isKnown() {
        return symbol == null;
    }

    /** Whether the size is open and has no name: nothing is known of it, not even whether it equals another such one. */
    public boolean isUnknown() {
        return UNKNOWN.symbol != null && UNKNOWN.symbol.equals(symbol);
    }

    private Dim multiple(long factor) {
        return factor < 1 ? UNKNOWN : new Dim(-1, symbol, factor);
    }

    private static long product(long a, long b) {
        if (Math.multiplyHigh(a, b) != (a * b) >> 63) {
            throw new ModelException("a size of " + a + " times " + b + " is beyond what can be counted");
        }
        return a * b;
    }

    /** The product; {@link #UNKNOWN} when it is neither a number nor a multiple of one symbol. */
    public Dim times(Dim other) {
        if (isKnown() && other.isKnown()) {
            return number(product(size, other.size));
        }
        if (!isKnown() && !other.isKnown() || isUnknown() || other.isUnknown()) {
            return UNKNOWN;
        }
        return isKnown() ? other.multiple(product(size, other.times)) : multiple(product(times, other.size));
    }

    /** The quotient when it is exact; otherwise, or when it cannot be told, {@link #UNKNOWN}. */
    public Dim over(Dim other) {
        long top = isKnown() ? size : times;
        long bottom = other.isKnown() ? other.size : other.times;
        boolean fits = bottom != 0 && top % bottom == 0 && !isUnknown() && !other.isUnknown();
        if (!fits || isKnown() && !other.isKnown() || !other.isKnown() && !Objects.equals(symbol, other.symbol)) {
            return UNKNOWN;
        }
        return isKnown() || !other.isKnown() ? number(top / bottom) : multiple(top / bottom);
    }

    /** The sum; {@link #UNKNOWN} when it is neither a number nor a multiple of one symbol. */
    public Dim plus(Dim other) {
        if (isKnown() && other.isKnown()) {
            return number(size + other.size);
        }
        if (isKnown() && size == 0) {
            return other;
        }
        if (other.isKnown() && other.size == 0) {
            return this;
        }
        boolean same = Objects.equals(symbol, other.symbol) && !isUnknown();
        return same ? multiple(times + other.times) : UNKNOWN;
    }

    @Override
    public String toString() {
        return symbol == null ? Long.toString(size) : times == 1 ? symbol : times + "*" + symbol;
    }
}
