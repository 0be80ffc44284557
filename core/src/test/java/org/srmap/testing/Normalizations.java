package org.srmap.testing;

import java.util.Arrays;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;

/** Normalizing operators from their definitions. */
final class Normalizations {
    private Normalizations() {}

    static Array batch(Node node, Array x, Graph graph) {
        double epsilon = node.real("epsilon", 1e-5f);
        double[][] p = new double[4][];
        for (int i = 0; i < 4; i++) {
            p[i] = Array.of(graph.weight(node.input(i + 1))).values();
        }
        Array y = x.map(v -> v);
        for (int i = 0; i < x.size(); i++) {
            int c = Array.unravel(i, x.shape())[1];
            y.values()[i] = (x.values()[i] - p[2][c]) / Math.sqrt(p[3][c] + epsilon) * p[0][c] + p[1][c];
        }
        return y;
    }

    static Array layer(Node node, Array x, Graph graph) {
        int axis = Math.floorMod((int) node.integer("axis", -1), x.rank());
        int block = Array.count(Arrays.copyOfRange(x.shape(), axis, x.rank()));
        Array y = normalized(x, block, node.real("epsilon", 1e-5f));
        double[] scale = Array.of(graph.weight(node.input(1))).values();
        double[] bias = node.hasInput(2) ? Array.of(graph.weight(node.input(2))).values() : new double[block];
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] = y.values()[i] * scale[i % block] + bias[i % block];
        }
        return y;
    }

    static Array instance(Node node, Array x, Graph graph) {
        int block = x.rowSize() / x.shape()[1];
        Array y = normalized(x, block, node.real("epsilon", 1e-5f));
        double[] scale = Array.of(graph.weight(node.input(1))).values();
        double[] bias = Array.of(graph.weight(node.input(2))).values();
        for (int i = 0; i < y.size(); i++) {
            int c = Array.unravel(i, x.shape())[1];
            y.values()[i] = y.values()[i] * scale[c] + bias[c];
        }
        return y;
    }

    /** Each run of {@code block} elements brought to mean 0 and variance 1. */
    private static Array normalized(Array x, int block, double epsilon) {
        Array y = x.map(v -> v);
        for (int from = 0; from < x.size(); from += block) {
            double[] part = Arrays.copyOfRange(x.values(), from, from + block);
            double mean = Arrays.stream(part).average().orElseThrow();
            double variance = Arrays.stream(part)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            for (int i = 0; i < block; i++) {
                y.values()[from + i] = (part[i] - mean) / Math.sqrt(variance + epsilon);
            }
        }
        return y;
    }

    /** Across channels: x / (bias + alpha / size * sum of squares of the neighbours)^beta. */
    static Array local(Node node, Array x) {
        int size = (int) node.integer("size", 1);
        double alpha = node.real("alpha", 1e-4f);
        double beta = node.real("beta", 0.75f);
        double bias = node.real("bias", 1);
        int before = (int) Math.floor((size - 1) / 2.0);
        int after = (int) Math.ceil((size - 1) / 2.0);
        Array y = x.map(v -> v);
        for (int i = 0; i < x.size(); i++) {
            int[] at = Array.unravel(i, x.shape());
            double squares = 0;
            for (int c = Math.max(0, at[1] - before); c <= Math.min(x.shape()[1] - 1, at[1] + after); c++) {
                int[] other = at.clone();
                other[1] = c;
                double v = x.values()[Array.ravel(other, x.shape())];
                squares += v * v;
            }
            y.values()[i] = x.values()[i] / Math.pow(bias + alpha / size * squares, beta);
        }
        return y;
    }
}
