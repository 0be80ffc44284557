package org.srmap.testing;

import java.util.Arrays;
import java.util.List;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;

/** Operators that move or add up elements, by plain index arithmetic. */
final class Moves {
    private Moves() {}

    static Array part(Array x, int axis, int from, int size) {
        int[] shape = x.shape().clone();
        shape[axis] = size;
        Array part = Array.zeros(shape);
        for (int i = 0; i < part.size(); i++) {
            int[] at = Array.unravel(i, shape);
            at[axis] += from;
            part.values()[i] = x.values()[Array.ravel(at, x.shape())];
        }
        return part;
    }

    static Array concat(int axis, List<Array> parts) {
        int where = Math.floorMod(axis, parts.get(0).rank());
        int[] shape = parts.get(0).shape().clone();
        shape[where] = parts.stream().mapToInt(p -> p.shape()[where]).sum();
        Array whole = Array.zeros(shape);
        int from = 0;
        for (Array part : parts) {
            for (int i = 0; i < part.size(); i++) {
                int[] at = Array.unravel(i, part.shape());
                at[where] += from;
                whole.values()[Array.ravel(at, shape)] = part.values()[i];
            }
            from += part.shape()[where];
        }
        return whole;
    }

    static Array transpose(Node node, Array x) {
        int rank = x.rank();
        long[] given = node.integers("perm");
        int[] permutation = new int[rank];
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++) {
            permutation[i] = given == null ? rank - 1 - i : (int) given[i];
            shape[i] = x.shape()[permutation[i]];
        }
        Array result = Array.zeros(shape);
        for (int i = 0; i < result.size(); i++) {
            int[] at = Array.unravel(i, shape);
            int[] from = new int[rank];
            for (int a = 0; a < rank; a++) {
                from[permutation[a]] = at[a];
            }
            result.values()[i] = x.values()[Array.ravel(from, x.shape())];
        }
        return result;
    }

    static Array reshape(Array x, long... target) {
        int[] shape = new int[target.length];
        int open = -1;
        int known = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = target[i] == 0 ? x.shape()[i] : (int) target[i];
            if (shape[i] < 0) {
                open = i;
            } else {
                known *= shape[i];
            }
        }
        if (open >= 0) {
            shape[open] = x.size() / known;
        }
        return x.reshaped(shape);
    }

    static Array pad(Node node, Array x, Graph graph) {
        long[] amounts = graph.weight(node.input(1)).toLongs();
        int rank = x.rank();
        int[] shape = x.shape().clone();
        for (int a = 0; a < rank; a++) {
            shape[a] += (int) (amounts[a] + amounts[rank + a]);
        }
        Array result = Array.zeros(shape);
        if (node.hasInput(2)) {
            Arrays.fill(result.values(), graph.weight(node.input(2)).toFloats()[0]);
        }
        for (int i = 0; i < x.size(); i++) {
            int[] at = Array.unravel(i, x.shape());
            for (int a = 0; a < rank; a++) {
                at[a] += (int) amounts[a];
            }
            result.values()[Array.ravel(at, shape)] = x.values()[i];
        }
        return result;
    }

    /** Slice by walking from start while before (or, backwards, after) the end. */
    static Array slice(Node node, Array x, Graph graph) {
        long[] starts = graph.weight(node.input(1)).toLongs();
        long[] ends = graph.weight(node.input(2)).toLongs();
        Array result = x;
        for (int i = 0; i < starts.length; i++) {
            int axis = node.hasInput(3) ? (int) graph.weight(node.input(3)).toLongs()[i] : i;
            long step = node.hasInput(4) ? graph.weight(node.input(4)).toLongs()[i] : 1;
            result = take(result, Math.floorMod(axis, x.rank()), starts[i], ends[i], step);
        }
        return result;
    }

    private static Array take(Array x, int axis, long start, long end, long step) {
        long size = x.shape()[axis];
        long first = start < 0 ? start + size : start;
        long last = end < 0 ? end + size : end;
        first = Math.max(step > 0 ? 0 : -1, Math.min(first, step > 0 ? size : size - 1));
        int[] indices = java.util.stream.LongStream.iterate(
                        first, i -> i >= 0 && i < size && (step > 0 ? i < last : i > last), i -> i + step)
                .mapToInt(Math::toIntExact)
                .toArray();
        int[] shape = x.shape().clone();
        shape[axis] = indices.length;
        Array result = Array.zeros(shape);
        for (int i = 0; i < result.size(); i++) {
            int[] at = Array.unravel(i, shape);
            at[axis] = indices[at[axis]];
            result.values()[i] = x.values()[Array.ravel(at, x.shape())];
        }
        return result;
    }

    static Array reduceSum(Node node, Array x, Graph graph) {
        int[] kept = x.shape().clone();
        for (long axis : graph.weight(node.input(1)).toLongs()) {
            kept[Math.floorMod((int) axis, x.rank())] = 1;
        }
        Array sums = x.unbroadcast(kept);
        if (node.integer("keepdims", 1) == 1) {
            return sums;
        }
        int[] shape = java.util.stream.IntStream.range(0, x.rank())
                .filter(a -> kept[a] == x.shape()[a])
                .map(a -> kept[a])
                .toArray();
        return sums.reshaped(shape);
    }
}
