package org.srmap.canonize.shape;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Dim;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;

/**
 * What a Slice node takes, its indices resolved: one entry per sliced axis.
 *
 * @param axes axis
 * @param starts first index taken
 * @param steps distance of the indices taken; negative: backwards
 * @param counts number of indices taken
 */
public record Slices(int[] axes, long[] starts, long[] steps, long[] counts) {

    /** Resolves a Slice node, or gives null when its indices are not constant or an axis has an open size. */
    public static @Nullable Slices of(Node node, Shape input, ShapeInference shapes) {
        long[] starts = shapes.longs(node.input(1));
        long[] ends = shapes.longs(node.input(2));
        if (starts == null || ends == null) {
            return null;
        }
        int n = starts.length;
        long[] axesGiven = node.hasInput(3) ? shapes.longs(node.input(3)) : null;
        long[] steps = node.hasInput(4) ? shapes.longs(node.input(4)) : null;
        if (node.hasInput(3) && axesGiven == null || node.hasInput(4) && steps == null) {
            return null;
        }
        if (steps == null) {
            steps = new long[n];
            Arrays.fill(steps, 1);
        }
        int[] axes = new int[n];
        long[] from = new long[n];
        long[] counts = new long[n];
        int taken = 0;
        for (int i = 0; i < n; i++) {
            int axis = ShapeInference.axis(axesGiven == null ? i : axesGiven[i], input.rank());
            long size = input.size(axis);
            if (size < 0) {
                if (starts[i] == 0 && ends[i] >= Integer.MAX_VALUE && steps[i] == 1) {
                    continue; // all of an open axis
                }
                return null;
            }
            boolean back = steps[i] < 0;
            axes[taken] = axis;
            from[taken] = clamp(starts[i], size, 0, back ? size - 1 : size);
            long to = clamp(ends[i], size, back ? -1 : 0, back ? size - 1 : size);
            long span = back ? from[taken] - to : to - from[taken];
            counts[taken] = Math.max(0, -Math.floorDiv(-span, Math.abs(steps[i])));
            steps[taken] = steps[i];
            taken++;
        }
        return new Slices(
                Arrays.copyOf(axes, taken),
                Arrays.copyOf(from, taken),
                Arrays.copyOf(steps, taken),
                Arrays.copyOf(counts, taken));
    }

    private static long clamp(long index, long size, long low, long high) {
        long resolved = index < 0 ? index + size : index;
        return Math.min(Math.max(resolved, low), high);
    }

    /** Shape of what is taken. */
    Shape output(Shape input) {
        Shape shape = input;
        for (int i = 0; i < axes.length; i++) {
            shape = shape.with(axes[i], Dim.of(counts[i]));
        }
        return shape;
    }
}
