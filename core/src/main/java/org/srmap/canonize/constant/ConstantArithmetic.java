package org.srmap.canonize.constant;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.DataType;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/** Arithmetic on constants: float32, computed in double and rounded once, and integers. */
public final class ConstantArithmetic {
    private ConstantArithmetic() {}

    private static @Nullable DoubleUnaryOperator function(String op) {
        return switch (op) {
            case "Sqrt" -> Math::sqrt;
            case "Neg" -> v -> -v;
            case "Exp" -> Math::exp;
            case "Log" -> Math::log;
            case "Abs" -> Math::abs;
            case "Reciprocal" -> v -> 1 / v;
            case "Relu" -> v -> Math.max(v, 0);
            case "Sigmoid" -> v -> 1 / (1 + Math.exp(-v));
            case "Tanh" -> Math::tanh;
            case "Floor" -> Math::floor;
            case "Ceil" -> Math::ceil;
            default -> null;
        };
    }

    private static @Nullable DoubleBinaryOperator real(String op) {
        return switch (op) {
            case "Add", "Sum" -> Double::sum;
            case "Sub" -> (a, b) -> a - b;
            case "Mul" -> (a, b) -> a * b;
            case "Div" -> (a, b) -> a / b;
            case "Pow" -> Math::pow;
            case "Max" -> Math::max;
            case "Min" -> Math::min;
            default -> null;
        };
    }

    private static @Nullable LongBinaryOperator integer(String op) {
        return switch (op) {
            case "Add", "Sum" -> Long::sum;
            case "Sub" -> (a, b) -> a - b;
            case "Mul" -> (a, b) -> a * b;
            case "Div" -> (a, b) -> a / b;
            case "Mod" -> Math::floorMod;
            case "Max" -> Math::max;
            case "Min" -> Math::min;
            default -> null;
        };
    }

    private static @Nullable LongBinaryOperator comparison(String op) {
        return switch (op) {
            case "Equal" -> (a, b) -> a == b ? 1 : 0;
            case "Less" -> (a, b) -> a < b ? 1 : 0;
            case "LessOrEqual" -> (a, b) -> a <= b ? 1 : 0;
            case "Greater" -> (a, b) -> a > b ? 1 : 0;
            case "GreaterOrEqual" -> (a, b) -> a >= b ? 1 : 0;
            case "And" -> (a, b) -> a & b;
            case "Or" -> (a, b) -> a | b;
            case "Xor" -> (a, b) -> a ^ b;
            default -> null;
        };
    }

    /** A function of each element, or null when the operator is none. */
    static @Nullable Tensor map(Node node, Tensor x) {
        if (isInteger(x.type())) {
            return switch (node.op()) {
                case "Neg" ->
                    integers(
                            x.type(),
                            x.shape(),
                            Arrays.stream(x.toLongs()).map(v -> -v).toArray());
                case "Not" ->
                    integers(
                            x.type(),
                            x.shape(),
                            Arrays.stream(x.toLongs()).map(v -> 1 - v).toArray());
                default -> null;
            };
        }
        DoubleUnaryOperator f = function(node.op());
        if (f == null || x.type() != DataType.FLOAT) {
            return null;
        }
        float[] values = x.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) f.applyAsDouble(values[i]);
        }
        return Tensor.floats(x.shape(), values);
    }

    /** Two constants combined element by element, or null when the operator does not do that. */
    static @Nullable Tensor combine(Node node, Tensor a, Tensor b) {
        if (a.type() != b.type() && !node.is("Pow")) {
            return null;
        }
        long[] sizes = ShapeInference.broadcast(node, Shape.of(a.shape()), Shape.of(b.shape()))
                .sizes();
        int count = Math.toIntExact(Shape.of(sizes).elementsFrom(0));
        long[] stepsA = ConstantMoves.steps(a.shape(), sizes);
        long[] stepsB = ConstantMoves.steps(b.shape(), sizes);
        DoubleBinaryOperator real = real(node.op());
        if (a.type() == DataType.FLOAT && real != null) {
            float[] u = a.toFloats();
            float[] v = b.toFloats();
            float[] result = new float[count];
            for (int i = 0; i < count; i++) {
                result[i] = (float) real.applyAsDouble(
                        u[ConstantMoves.offset(i, sizes, stepsA)], v[ConstantMoves.offset(i, sizes, stepsB)]);
            }
            return Tensor.floats(sizes, result);
        }
        LongBinaryOperator comparison = comparison(node.op());
        LongBinaryOperator integer = comparison != null ? comparison : integer(node.op());
        if (integer == null || !isInteger(a.type()) || !isInteger(b.type())) {
            return null;
        }
        long[] u = a.toLongs();
        long[] v = b.toLongs();
        long[] result = new long[count];
        for (int i = 0; i < count; i++) {
            result[i] = integer.applyAsLong(
                    u[ConstantMoves.offset(i, sizes, stepsA)], v[ConstantMoves.offset(i, sizes, stepsB)]);
        }
        return integers(comparison != null ? DataType.BOOL : a.type(), sizes, result);
    }

    /** A constant summed, multiplied, averaged or searched along axes, or null when the operator does not do that. */
    static @Nullable Tensor reduce(Node node, Tensor x, Shape output, long @Nullable [] axes) {
        DoubleBinaryOperator f = switch (node.op()) {
            case "ReduceSum", "ReduceMean" -> Double::sum;
            case "ReduceProd" -> (a, b) -> a * b;
            case "ReduceMax" -> Math::max;
            case "ReduceMin" -> Math::min;
            default -> null;
        };
        boolean exact = x.type() == DataType.FLOAT || x.elements() < 1 << 16 && isInteger(x.type());
        if (f == null || !exact || x.elements() == 0) {
            return null;
        }
        boolean[] reduced = new boolean[x.rank()];
        Arrays.fill(reduced, axes == null);
        for (int i = 0; axes != null && i < axes.length; i++) {
            reduced[ShapeInference.axis(axes[i], x.rank())] = true;
        }
        long[] kept = x.shape();
        for (int i = 0; i < reduced.length; i++) {
            kept[i] = reduced[i] ? 1 : kept[i];
        }
        long[] steps = ConstantMoves.steps(kept, x.shape());
        double[] result = new double[Math.toIntExact(output.elementsFrom(0))];
        boolean[] begun = new boolean[result.length];
        double[] values = x.type() == DataType.FLOAT
                ? null
                : Arrays.stream(x.toLongs()).asDoubleStream().toArray();
        FloatBuffer floats = values == null ? x.floatBuffer() : FloatBuffer.allocate(0);
        long[] sizes = x.shape();
        int elements = (int) x.elements();
        for (int i = 0; i < elements; i++) {
            int at = ConstantMoves.offset(i, sizes, steps);
            double value = values == null ? floats.get(i) : values[i];
            result[at] = begun[at] ? f.applyAsDouble(result[at], value) : value;
            begun[at] = true;
        }
        double count = node.is("ReduceMean") ? (double) x.elements() / result.length : 1;
        if (x.type() == DataType.FLOAT) {
            float[] rounded = new float[result.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = (float) (result[i] / count);
            }
            return Tensor.floats(output.sizes(), rounded);
        }
        return node.is("ReduceMean")
                ? null
                : integers(
                        x.type(),
                        output.sizes(),
                        Arrays.stream(result).mapToLong(v -> (long) v).toArray());
    }

    static boolean isInteger(DataType type) {
        return type == DataType.INT64 || type == DataType.INT32 || type == DataType.BOOL;
    }

    /** A tensor of an integer type: int64, int32 or bool. */
    public static Tensor integers(DataType type, long[] shape, long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type) {
                case INT64 -> bytes.putLong(value);
                case INT32 -> bytes.putInt((int) value);
                case BOOL -> bytes.put((byte) (value == 0 ? 0 : 1));
                default -> throw new IllegalStateException("integers of type " + type);
            }
        }
        return Tensor.of(type, shape, bytes.flip());
    }
}
