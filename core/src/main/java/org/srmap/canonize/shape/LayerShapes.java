package org.srmap.canonize.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Dim;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;

/** Shapes of the outputs of layers: convolutions, pooling, matrix products. */
final class LayerShapes {
    private final ShapeInference shapes;

    LayerShapes(ShapeInference shapes) {
        this.shapes = shapes;
    }

    /** The shape of a layer's output; null when the operator is none, or the shape cannot be told. */
    @Nullable
    Shape of(Node node) {
        return switch (node.op()) {
            case "Conv" -> conv(node);
            case "ConvTranspose" -> convTranspose(node);
            case "MaxPool", "AveragePool", "LpPool" -> pool(node);
            case "GlobalAveragePool", "GlobalMaxPool" -> globalPool(shapes.in(node, 0));
            case "Gemm" -> gemm(node);
            case "MatMul" -> matMul(node);
            default -> null;
        };
    }

    private Shape conv(Node node) {
        Shape x = shapes.in(node, 0);
        Shape w = shapes.in(node, 1);
        long group = node.integer("group", 1);
        if (x.size(1) >= 0 && x.size(1) != w.size(1) * group) {
            throw ModelException.of(
                    node, "weights for " + w.size(1) * group + " channels on an input of " + x.size(1) + " channels");
        }
        requireBias(node, w.size(0));
        return window(node, x, w).output(node, x, w.dim(0));
    }

    /** A convolution has one bias for each channel of its output, or none at all. */
    private void requireBias(Node node, long channels) {
        Shape bias = node.hasInput(2) ? shapes.shape(node.input(2)) : null;
        if (bias != null && bias.isStatic() && (bias.rank() != 1 || bias.size(0) != channels)) {
            throw ModelException.of(node, "a bias of shape " + bias + " for " + channels + " channels");
        }
    }

    private static Windows window(Node node, Shape x, Shape w) {
        return Windows.of(node, Windows.spatial(x), Windows.spatial(w));
    }

    private Shape convTranspose(Node node) {
        Shape x = shapes.in(node, 0);
        Shape w = shapes.in(node, 1);
        TransposedWindows windows = TransposedWindows.of(node, Windows.spatial(x), Windows.spatial(w));
        requireBias(node, w.size(1) * node.integer("group", 1));
        List<Dim> dims = new ArrayList<>(List.of(x.dim(0), Dim.of(w.size(1) * node.integer("group", 1))));
        for (int i = 0; i < x.rank() - 2; i++) {
            dims.add(Dim.of(windows.size(i, x.size(i + 2))));
        }
        return new Shape(dims);
    }

    private Shape pool(Node node) {
        Shape x = shapes.in(node, 0);
        return Windows.of(node, Windows.spatial(x), new long[0]).output(node, x, x.dim(1));
    }

    private static Shape globalPool(Shape x) {
        List<Dim> dims = new ArrayList<>(x.dims().subList(0, 2));
        dims.addAll(Collections.nCopies(x.rank() - 2, Dim.of(1)));
        return new Shape(dims);
    }

    private Shape gemm(Node node) {
        Shape a = shapes.in(node, 0);
        Shape b = shapes.in(node, 1);
        int rows = node.integer("transA", 0) == 1 ? 1 : 0;
        int columns = node.integer("transB", 0) == 1 ? 0 : 1;
        Dim inner = a.dim(1 - rows);
        if (inner.isKnown() && inner.size() != b.size(1 - columns)) {
            throw ModelException.of(
                    node, "weights for " + b.size(1 - columns) + " inputs on a value of " + inner + " elements");
        }
        return new Shape(List.of(a.dim(rows), b.dim(columns)));
    }

    private @Nullable Shape matMul(Node node) {
        Shape a = shapes.in(node, 0);
        Shape b = shapes.in(node, 1);
        if (a.rank() < 2 || b.rank() < 2) {
            return null;
        }
        if (a.dim(-1).isKnown() && b.dim(-2).isKnown() && a.size(-1) != b.size(-2)) {
            throw ModelException.of(node, "multiplies " + a + " with " + b);
        }
        Shape outer = ShapeInference.broadcast(
                node,
                new Shape(a.dims().subList(0, a.rank() - 2)),
                new Shape(b.dims().subList(0, b.rank() - 2)));
        List<Dim> dims = new ArrayList<>(outer.dims());
        dims.add(a.dim(-2));
        dims.add(b.dim(-1));
        return new Shape(dims);
    }
}
