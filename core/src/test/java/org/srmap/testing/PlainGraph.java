package org.srmap.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/** A slow, plain interpreter of small graphs in double precision. */
public final class PlainGraph {
    private final Graph graph;

    public PlainGraph(Graph graph) {
        this.graph = graph;
    }

    /** Every value of the graph for an input, by name. */
    public Map<String, Array> run(Array input) {
        return run(Map.of(graph.inputs().get(0).name(), input));
    }

    /** The first output for an input. */
    public Array output(Array input) {
        return run(input).get(graph.outputs().get(0).name());
    }

    /**
     * Derivative of the sum of output times weights with respect to each input element, by central differences.
     *
     * @param weights of the output's shape
     */
    public Array gradient(Array input, Array weights) {
        double step = 1e-5;
        Array gradient = Array.zeros(input.shape());
        for (int i = 0; i < input.size(); i++) {
            Array up = input.map(v -> v);
            Array down = input.map(v -> v);
            up.values()[i] += step;
            down.values()[i] -= step;
            gradient.values()[i] = (dot(output(up), weights) - dot(output(down), weights)) / (2 * step);
        }
        return gradient;
    }

    private static double dot(Array a, Array b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.values()[i] * b.values()[i];
        }
        return sum;
    }

    private Map<String, Array> run(Map<String, Array> inputs) {
        Map<String, Array> values = new HashMap<>(inputs);
        graph.weights().forEach((name, tensor) -> values.put(name, Array.of(tensor)));
        for (Node node : graph.nodes()) {
            List<Array> results = evaluate(node, values);
            for (int i = 0; i < results.size(); i++) {
                values.put(node.outputs().get(i), results.get(i));
            }
        }
        return values;
    }

    private List<Array> evaluate(Node node, Map<String, Array> values) {
        Array x = values.get(node.input(0));
        return switch (node.op()) {
            case "Split" -> split(node, values);
            case "Conv", "ConvTranspose", "AveragePool", "GlobalAveragePool", "ReduceMean", "Gemm" ->
                List.of(linear(node, x));
            case "MatMul" -> List.of(linear(node, x));
            case "MaxPool" -> List.of(maxPool(node, x));
            case "Add" -> List.of(binary(node, values, Double::sum));
            case "Sum" -> List.of(sum(node, values));
            case "Sub" -> List.of(binary(node, values, (a, b) -> a - b));
            case "Mul" -> List.of(binary(node, values, (a, b) -> a * b));
            case "Div" -> List.of(binary(node, values, (a, b) -> a / b));
            case "Pow" -> List.of(binary(node, values, Math::pow));
            case "ReduceSum" -> List.of(Moves.reduceSum(node, x, graph));
            case "BatchNormalization" -> List.of(Normalizations.batch(node, x, graph));
            case "LayerNormalization" -> List.of(Normalizations.layer(node, x, graph));
            case "InstanceNormalization" -> List.of(Normalizations.instance(node, x, graph));
            case "LRN" -> List.of(Normalizations.local(node, x));
            case "Concat" -> List.of(concat(node, values));
            case "Slice" -> List.of(Moves.slice(node, x, graph));
            case "Pad" -> List.of(Moves.pad(node, x, graph));
            case "Transpose" -> List.of(Moves.transpose(node, x));
            case "Flatten" -> List.of(x.reshaped(x.shape()[0], x.rowSize()));
            case "Reshape" ->
                List.of(Moves.reshape(x, graph.weight(node.input(1)).toLongs()));
            case "Clip" -> {
                double low = values.get(node.input(1)).values()[0];
                double high = values.get(node.input(2)).values()[0];
                yield List.of(x.map(v -> Math.min(high, Math.max(low, v))));
            }
            case "Identity" -> List.of(x);
            default -> List.of(x.map(function(node)));
        };
    }

    private Array linear(Node node, Array x) {
        LinearMap map = LinearMaps.of(graph, node, Arrays.copyOfRange(x.shape(), 1, x.rank()));
        return map.apply(x);
    }

    private static Array maxPool(Node node, Array x) {
        Array result = null;
        for (int n = 0; n < x.shape()[0]; n++) {
            LinearMap map = MaxPools.winners(node, x.row(n), Arrays.copyOfRange(x.shape(), 1, x.rank()));
            if (result == null) {
                result = map.apply(x);
            }
            result.setRow(n, map.apply(x.row(n)));
        }
        return result;
    }

    private static Array binary(Node node, Map<String, Array> values, DoubleBinaryOperator f) {
        return Array.combine(values.get(node.input(0)), values.get(node.input(1)), f);
    }

    private static Array sum(Node node, Map<String, Array> values) {
        return node.inputs().stream()
                .map(values::get)
                .reduce((a, b) -> Array.combine(a, b, Double::sum))
                .orElseThrow();
    }

    private static Array concat(Node node, Map<String, Array> values) {
        return Moves.concat(
                (int) node.integer("axis", 0),
                node.inputs().stream().map(values::get).toList());
    }

    private List<Array> split(Node node, Map<String, Array> values) {
        Array x = values.get(node.input(0));
        int axis = Math.floorMod((int) node.integer("axis", 0), x.rank());
        Tensor sizes = node.hasInput(1) ? graph.weight(node.input(1)) : null;
        int equal = x.shape()[axis] / node.outputs().size();
        List<Array> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < node.outputs().size(); i++) {
            int size = sizes == null ? equal : (int) sizes.toLongs()[i];
            parts.add(Moves.part(x, axis, from, size));
            from += size;
        }
        return parts;
    }

    private static DoubleUnaryOperator function(Node node) {
        return switch (node.op()) {
            case "Relu" -> v -> Math.max(v, 0);
            case "LeakyRelu" -> v -> v > 0 ? v : v * node.real("alpha", 0.01f);
            case "Elu" -> v -> v > 0 ? v : node.real("alpha", 1) * (Math.exp(v) - 1);
            case "Selu" ->
                v -> node.real("gamma", 1.0507010f) * (v > 0 ? v : node.real("alpha", 1.6732632f) * (Math.exp(v) - 1));
            case "Celu" -> v -> v > 0 ? v : node.real("alpha", 1) * (Math.exp(v / node.real("alpha", 1)) - 1);
            case "Sigmoid" -> v -> 1 / (1 + Math.exp(-v));
            case "HardSigmoid" -> v -> Math.min(1, Math.max(0, node.real("alpha", 0.2f) * v + node.real("beta", 0.5f)));
            case "HardSwish" -> v -> v * Math.min(1, Math.max(0, v / 6 + 0.5));
            case "Tanh" -> Math::tanh;
            case "Softplus" -> v -> Math.log1p(Math.exp(v));
            case "Exp" -> Math::exp;
            case "Log" -> Math::log;
            case "Sqrt" -> Math::sqrt;
            case "Abs" -> Math::abs;
            case "Neg" -> v -> -v;
            case "Reciprocal" -> v -> 1 / v;
            default -> throw new AssertionError("the plain interpreter does not know " + node);
        };
    }
}
