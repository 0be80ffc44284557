package org.srmap.canonize.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Dim;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;

/** Shapes of the outputs of operators that move, join, cut, repeat or sum up elements. */
final class MovedShapes {
    private final ShapeInference shapes;

    MovedShapes(ShapeInference shapes) {
        this.shapes = shapes;
    }

    /** The shape of the output; null when the operator is none of these, or the shape cannot be told. */
    @Nullable
    Shape of(Node node) {
        return switch (node.op()) {
            case "ConstantOfShape" -> filled(node);
            case "Flatten" -> flatten(node);
            case "Reshape" -> reshape(node);
            case "Transpose" -> transpose(node);
            case "Squeeze" -> squeeze(node);
            case "Unsqueeze" -> unsqueeze(node);
            case "Concat" -> concat(node);
            case "Slice" -> slice(node);
            case "Pad" -> pad(node);
            case "Tile" -> tile(node);
            case "Gather" -> gather(node);
            case "Shape" -> Shape.of(shapes.in(node, 0).rank());
            case "Size" -> Shape.of();
            case "Expand" -> expand(node);
            case "DepthToSpace" -> depthToSpace(node);
            case "SpaceToDepth" -> spaceToDepth(node);
            default -> null;
        };
    }

    private @Nullable Shape flatten(Node node) {
        Shape x = shapes.in(node, 0);
        long given = node.integer("axis", 1);
        int axis = given == x.rank() ? x.rank() : ShapeInference.axis(given, x.rank());
        Dim before = new Shape(x.dims().subList(0, axis)).elements();
        Dim after = new Shape(x.dims().subList(axis, x.rank())).elements();
        return before.isUnknown() || after.isUnknown() ? null : new Shape(List.of(before, after));
    }

    private @Nullable Shape reshape(Node node) {
        List<Dim> target = shapes.numbers(node.input(1));
        return target == null ? null : Reshapes.resolve(shapes.in(node, 0), target);
    }

    private Shape transpose(Node node) {
        Shape x = shapes.in(node, 0);
        long[] given = node.integers("perm");
        if (given != null
                && !Arrays.equals(
                        Arrays.stream(given).sorted().toArray(),
                        LongStream.range(0, x.rank()).toArray())) {
            throw ModelException.of(node, "perm=" + Arrays.toString(given) + " is not an order of the axes of " + x);
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            dims.add(x.dim(given == null ? x.rank() - 1 - i : (int) given[i]));
        }
        return new Shape(dims);
    }

    private @Nullable Shape squeeze(Node node) {
        Shape x = shapes.in(node, 0);
        long[] axes = shapes.axes(node);
        Set<Integer> gone = new TreeSet<>();
        for (int i = 0; i < x.rank(); i++) {
            if (axes == null && x.size(i) == 1) {
                gone.add(i);
            }
        }
        if (axes != null) {
            Arrays.stream(axes).forEach(a -> gone.add(ShapeInference.axis(a, x.rank())));
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            if (!gone.contains(i)) {
                dims.add(x.dim(i));
            } else if (!x.dim(i).isKnown()) {
                return null;
            }
        }
        return new Shape(dims);
    }

    private @Nullable Shape unsqueeze(Node node) {
        Shape x = shapes.in(node, 0);
        long[] axes = shapes.axes(node);
        if (axes == null) {
            return null;
        }
        List<Dim> dims = new ArrayList<>(x.dims());
        Set<Integer> sorted = new TreeSet<>();
        Arrays.stream(axes).forEach(a -> sorted.add(ShapeInference.axis(a, x.rank() + axes.length)));
        if (sorted.size() < axes.length) {
            throw ModelException.of(node, "the axes " + Arrays.toString(axes) + " name one twice");
        }
        sorted.forEach(a -> dims.add(a, Dim.of(1)));
        return new Shape(dims);
    }

    private @Nullable Shape concat(Node node) {
        Shape first = shapes.in(node, 0);
        int axis = ShapeInference.axis(node.integer("axis", 0), first.rank());
        Dim sum = Dim.of(0);
        for (String input : node.inputs()) {
            Shape part = shapes.known(input);
            if (part.rank() != first.rank()) {
                throw ModelException.of(node, "joins " + first + " and " + part);
            }
            sum = sum.plus(part.dim(axis));
            for (int i = 0; i < first.rank(); i++) {
                if (i != axis && !part.dim(i).equals(first.dim(i))) {
                    return null;
                }
            }
        }
        return sum.isUnknown() ? null : first.with(axis, sum);
    }

    private @Nullable Shape slice(Node node) {
        Slices slices = Slices.of(node, shapes.in(node, 0), shapes);
        return slices == null ? null : slices.output(shapes.in(node, 0));
    }

    private @Nullable Shape pad(Node node) {
        Shape x = shapes.in(node, 0);
        long[] pads = node.hasInput(1) ? shapes.longs(node.input(1)) : node.integers("pads");
        if (pads == null || node.hasInput(3)) {
            return null;
        }
        Shape padded = x;
        for (int i = 0; i < x.rank(); i++) {
            long extra = pads[i] + pads[x.rank() + i];
            if (extra != 0) {
                padded = padded.with(i, Dim.of(x.size(i) + extra));
            }
        }
        return padded;
    }

    /** The shape of a value over some of whose axes a reduction goes; null when it cannot be told. */
    @Nullable
    Shape reduced(Node node) {
        Shape x = shapes.in(node, 0);
        long[] axes = shapes.axes(node);
        if (node.hasInput(1) && axes == null) {
            return null;
        }
        boolean keep = node.integer("keepdims", 1) == 1;
        Set<Integer> gone = new TreeSet<>();
        for (int i = 0; i < x.rank() && axes == null; i++) {
            gone.add(i);
        }
        if (axes != null) {
            Arrays.stream(axes).forEach(a -> gone.add(ShapeInference.axis(a, x.rank())));
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            if (!gone.contains(i)) {
                dims.add(x.dim(i));
            } else if (keep) {
                dims.add(Dim.of(1));
            }
        }
        return new Shape(dims);
    }

    private @Nullable Shape gather(Node node) {
        Shape x = shapes.in(node, 0);
        int axis = ShapeInference.axis(node.integer("axis", 0), x.rank());
        List<Dim> dims = new ArrayList<>(x.dims().subList(0, axis));
        dims.addAll(shapes.in(node, 1).dims());
        dims.addAll(x.dims().subList(axis + 1, x.rank()));
        return new Shape(dims);
    }

    private @Nullable Shape expand(Node node) {
        List<Dim> target = shapes.numbers(node.input(1));
        return target == null ? null : ShapeInference.broadcast(node, shapes.in(node, 0), new Shape(target));
    }

    private @Nullable Shape filled(Node node) {
        List<Dim> sizes = shapes.numbers(node.input(0));
        return sizes == null ? null : new Shape(sizes);
    }

    private @Nullable Shape tile(Node node) {
        Shape x = shapes.in(node, 0);
        List<Dim> repeats = shapes.numbers(node.input(1));
        if (repeats == null || repeats.size() != x.rank()) {
            return null;
        }
        Shape tiled = x;
        for (int i = 0; i < x.rank(); i++) {
            Dim size = x.dim(i).times(repeats.get(i));
            if (size.isUnknown() && !x.dim(i).isUnknown()) {
                return null;
            }
            tiled = tiled.with(i, size);
        }
        return tiled;
    }

    private Shape depthToSpace(Node node) {
        Shape x = shapes.in(node, 0);
        long b = node.integer("blocksize", 1);
        return new Shape(List.of(x.dim(0), Dim.of(x.size(1) / (b * b)), Dim.of(x.size(2) * b), Dim.of(x.size(3) * b)));
    }

    private Shape spaceToDepth(Node node) {
        Shape x = shapes.in(node, 0);
        long b = node.integer("blocksize", 1);
        return new Shape(List.of(x.dim(0), Dim.of(x.size(1) * b * b), Dim.of(x.size(2) / b), Dim.of(x.size(3) / b)));
    }
}
