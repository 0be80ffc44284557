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
     * <p>A target whose leading entry is a number although the input's batch size is open (models exported for one
     * picture say 1 there) is read as "the batch", when the other entries account for all elements of a picture.
     *
     * @param input shape of the input
     * @param target entries of the target: numbers, 0 (same as the input's), -1 (what is left), symbols
     * @return the shape, or null when it cannot be told
     */
    static @Nullable Shape resolve(Shape input, List<Dim> target) {
        List<Dim> dims = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < target.size(); i++) {
            Dim dim = target.get(i);
            if (dim.isKnown() && dim.size() == 0) {
                dim = input.dim(i);
            } else if (dim.isKnown() && dim.size() == -1) {
                open = i;
            }
            dims.add(dim);
        }
        boolean batched = input.rank() > 0 && !input.dim(0).isKnown();
        if (!batched) {
            return input.isStatic() ? fill(dims, open, input.elementsFrom(0)) : null;
        }
        if (!input.isStaticFrom(1) || dims.isEmpty()) {
            return null;
        }
        long picture = input.elementsFrom(1);
        if (dims.get(0).equals(input.dim(0))) {
            return fill(dims, open, picture);
        }
        if (open == 0) {
            Shape rest = fill(new ArrayList<>(dims.subList(1, dims.size())), -1, picture);
            return rest == null ? null : batch(input, rest);
        }
        Shape rest = fill(new ArrayList<>(dims.subList(1, dims.size())), open - 1, picture);
        return rest == null ? null : batch(input, rest);
    }

    private static Shape batch(Shape input, Shape rest) {
        List<Dim> dims = new ArrayList<>(List.of(input.dim(0)));
        dims.addAll(rest.dims());
        return new Shape(dims);
    }

    /** Sets the open entry so that the known ones make {@code elements} in all; null when they cannot. */
    private static @Nullable Shape fill(List<Dim> dims, int open, long elements) {
        long product = 1;
        for (int i = 0; i < dims.size(); i++) {
            if (i != open && dims.get(i).isKnown()) {
                product *= dims.get(i).size();
            }
        }
        if (product == 0 || elements % product != 0 || open < 0 && product != elements) {
            return null;
        }
        if (open >= 0) {
            dims.set(open, Dim.of(elements / product));
        }
        return new Shape(dims);
    }
}
