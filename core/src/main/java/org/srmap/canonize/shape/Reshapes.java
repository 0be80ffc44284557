package org.srmap.canonize.shape;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Dim;
import org.srmap.graph.Shape;

/** What a Reshape target means for an input whose batch size is open. */
final class Reshapes {
    private Reshapes() {}

    /**
     * The shape that a reshape gives.
     *
     * <p>A target whose leading entry is a number although the input has an open size (models exported for one batch
     * size say it there) is read as the batch, or a multiple of it, when the other entries account for the rest.
     *
     * @param input shape of the input
     * @param target entries of the target: numbers, 0 (same as the input's), -1 (what is left), symbols
     * @return the shape, or null when it cannot be told
     */
    static @Nullable Shape resolve(Shape input, List<Dim> target) {
        Dim all = input.elements();
        if (all.isUnknown()) {
            return null;
        }
        List<Dim> dims = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < target.size(); i++) {
            Dim dim = target.get(i);
            if (dim.isKnown() && dim.size() == -1) {
                open = i;
            }
            dims.add(dim.isKnown() && dim.size() == 0 ? input.dim(i) : dim);
        }
        Shape batch = all.isKnown() || open == 0 ? null : madeForOneBatchSize(all, dims, open);
        return batch != null ? batch : exact(all, dims, open);
    }

    /** All entries are numbers, and the first one, L, stands for m x batch: L is m times the batch size exported for. */
    private static @Nullable Shape madeForOneBatchSize(Dim all, List<Dim> dims, int open) {
        long rest = 1;
        for (int i = 1; i < dims.size(); i++) {
            if (!dims.get(i).isKnown()) {
                return null;
            }
            rest *= i == open ? 1 : dims.get(i).size();
        }
        if (dims.isEmpty() || !dims.get(0).isKnown() || rest == 0 || all.times() % rest != 0) {
            return null;
        }
        long left = all.times() / rest;
        Dim one = Dim.symbol(String.valueOf(all.symbol()));
        List<Dim> read = new ArrayList<>(dims);
        if (open >= 0) {
            read.set(0, one);
            read.set(open, Dim.of(left));
            return new Shape(read);
        }
        read.set(0, one.times(Dim.of(left)));
        return dims.get(0).size() % left == 0 ? new Shape(read) : null;
    }

    private static @Nullable Shape exact(Dim all, List<Dim> dims, int open) {
        Dim product = Dim.of(1);
        for (int i = 0; i < dims.size(); i++) {
            product = i == open ? product : product.times(dims.get(i));
        }
        if (open < 0) {
            return product.equals(all) && !all.isUnknown() ? new Shape(dims) : null;
        }
        Dim left = all.over(product);
        if (left.isUnknown()) {
            return null;
        }
        List<Dim> filled = new ArrayList<>(dims);
        filled.set(open, left);
        return new Shape(filled);
    }
}
