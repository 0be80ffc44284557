package org.srmap.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of a value: its dimensions, outermost first; empty for a scalar.
 *
 * @param dims the dimensions
 */
public record Shape(List<Dim> dims) {

    public Shape {
        dims = List.copyOf(dims);
    }

    /** A shape of known sizes; -1 stands for an unknown one. */
    public static Shape of(long... sizes) {
        List<Dim> dims = new ArrayList<>();
        for (long size : sizes) {
            dims.add(size == -1 ? Dim.UNKNOWN : Dim.of(size));
        }
        return new Shape(dims);
    }

    /** A shape of which not even the number of dimensions is known. */
    public static final Shape UNRANKED = new Shape(List.of(Dim.symbol("...")));

    /** Whether the number of dimensions is known. */
    public boolean isRanked() {
        return !equals(UNRANKED);
    }

    /** Number of dimensions. */
    public int rank() {
        return dims.size();
    }

    /** The dimension at {@code axis}; negative axes count from the end. */
    public Dim dim(int axis) {
        return dims.get(axis < 0 ? axis + rank() : axis);
    }

    /**
     * The size at {@code axis}; negative axes count from the end.
     *
     * @return the size, -1 when it is open
     */
    public long size(int axis) {
        return dim(axis).size();
    }

    /** Whether every size is known. */
    public boolean isStatic() {
        return dims.stream().allMatch(Dim::isKnown);
    }

    /** Whether every size from {@code axis} on is known. */
    public boolean isStaticFrom(int axis) {
        return dims.stream().skip(axis).allMatch(Dim::isKnown);
    }

    /** The product of the sizes from {@code axis} on; all of them must be known. */
    public long elementsFrom(int axis) {
        long product = 1;
        for (Dim dim : dims.subList(axis, rank())) {
            if (!dim.isKnown()) {
                throw new IllegalStateException("the shape " + this + " has an open size");
            }
            product = Math.multiplyExact(product, dim.size());
        }
        return product;
    }

    /** This shape with the dimension at {@code axis} replaced. */
    public Shape with(int axis, Dim dim) {
        List<Dim> changed = new ArrayList<>(dims);
        changed.set(axis < 0 ? axis + rank() : axis, dim);
        return new Shape(changed);
    }

    /** The sizes, -1 where open. */
    public long[] sizes() {
        return dims.stream().mapToLong(Dim::size).toArray();
    }

    @Override
    public String toString() {
        return dims.stream().map(Dim::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
