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

    /**
     * The dimension at {@code axis}; negative axes count from the end.
     *
     * @throws ModelException when there is no such axis
     */
    public Dim dim(int axis) {
        return dims.get(index(axis));
    }

    private int index(int axis) {
        int index = axis < 0 ? axis + rank() : axis;
        if (index < 0 || index >= rank()) {
            throw new ModelException("the shape " + this + " has no axis " + axis);
        }
        return index;
    }

    /**
     * The size at {@code axis}; negative axes count from the end.
     *
     * @return the size, -1 when it is open
     * @throws ModelException when there is no such axis
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

    /**
     * The product of the sizes from {@code axis} on; all of them must be known.
     *
     * @throws ModelException when it is beyond 2^63, or there is no such axis
     */
    public long elementsFrom(int axis) {
        if (axis > rank()) {
            throw new ModelException("the shape " + this + " has no axis " + axis);
        }
        long product = 1;
        for (Dim dim : dims.subList(axis, rank())) {
            if (!dim.isKnown()) {
                throw new IllegalStateException("the shape " + this + " has an open size");
            }
            long high = Math.multiplyHigh(product, dim.size());
            product *= dim.size();
            if (high != 0 || product < 0) {
                throw new ModelException("the shape " + this + " has more elements than can be counted");
            }
        }
        return product;
    }

    /** The product of all sizes, which may be a multiple of a symbol; {@link Dim#UNKNOWN} when it cannot be told. */
    public Dim elements() {
        return dims.stream().reduce(Dim.of(1), Dim::times);
    }

    /**
     * This shape with the dimension at {@code axis} replaced.
     *
     * @throws ModelException when there is no such axis
     */
    public Shape with(int axis, Dim dim) {
        List<Dim> changed = new ArrayList<>(dims);
        changed.set(index(axis), dim);
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
