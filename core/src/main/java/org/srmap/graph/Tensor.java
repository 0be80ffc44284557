package org.srmap.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A constant array: element type, shape and the elements in row-major order, little-endian.
 *
 * <p>The bytes may lie on the heap or in a memory-mapped file; they are never copied by passing a tensor around, and
 * never changed.
 */
public final class Tensor {
    private final DataType type;
    private final long[] shape;
    private final ByteBuffer data;
    private final @Nullable FileRegion region;
    private final @Nullable IntToDoubleFunction exact;
    private final @Nullable Scaled scaled;

    private Tensor(
            DataType type,
            long[] shape,
            ByteBuffer data,
            @Nullable FileRegion region,
            @Nullable IntToDoubleFunction exact,
            @Nullable Scaled scaled) {
        this.region = region;
        this.exact = exact;
        this.scaled = scaled;
        this.type = type;
        this.shape = shape;
        this.data = data.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A tensor over existing bytes, which must not be changed afterwards.
     *
     * @throws IllegalArgumentException when the number of bytes does not fit the shape
     */
    public static Tensor of(DataType type, long[] shape, ByteBuffer bytes) {
        long expected = Math.multiplyExact(elements(shape), type.bytes());
        if (bytes.remaining() != expected) {
            throw new IllegalArgumentException("a " + type + Arrays.toString(shape) + " tensor has " + expected
                    + " bytes, but " + bytes.remaining() + " are there");
        }
        return new Tensor(type, shape.clone(), bytes.slice().asReadOnlyBuffer(), null, null, null);
    }

    /** This tensor with the knowledge of where in a file its bytes lie, unchanged and in this order. */
    public Tensor lyingAt(FileRegion place) {
        return new Tensor(type, shape, data, place, exact, scaled);
    }

    /**
     * This tensor with the numbers that its elements were rounded from, so that computations in double precision need
     * not begin with that rounding.
     *
     * @param numbers gives the number of an element by its index in row-major order
     */
    public Tensor roundedFrom(IntToDoubleFunction numbers) {
        return new Tensor(type, shape, data, region, numbers, null);
    }

    /** This tensor with the knowledge of how it came about. */
    public Tensor scaledFrom(Scaled how) {
        return new Tensor(type, shape, data, region, exact, how);
    }

    /** The weight and the factors that this one is the product of, or null when it is none or that is not known. */
    public @Nullable Scaled scaled() {
        return scaled;
    }

    /** Whether it is known what the elements were rounded from. */
    public boolean isRounded() {
        return exact != null;
    }

    /** The number that an element was rounded from; the element itself when that is not known. */
    public double exactAt(int index) {
        return exact != null ? exact.applyAsDouble(index) : Elements.real(data, type, index);
    }

    /** Where in a file the bytes lie, or null when that is not known. */
    public @Nullable FileRegion region() {
        return region;
    }

    /** A float32 tensor. */
    public static Tensor floats(long[] shape, float... values) {
        ByteBuffer bytes = allocate(values.length, 4);
        bytes.asFloatBuffer().put(values);
        return of(DataType.FLOAT, shape, bytes);
    }

    /** A float64 tensor. */
    public static Tensor doubles(long[] shape, IntToDoubleFunction values) {
        int count = Math.toIntExact(elements(shape));
        // outside of the heap: the runtime takes it from there without another copy
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Math.multiplyExact(count, 8)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putDouble(8 * i, values.applyAsDouble(i));
        }
        return of(DataType.DOUBLE, shape, bytes);
    }

    /** A one-dimensional int64 tensor. */
    public static Tensor longs(long... values) {
        return longs(new long[] {values.length}, values);
    }

    /** An int64 tensor. */
    public static Tensor longs(long[] shape, long... values) {
        ByteBuffer bytes = allocate(values.length, 8);
        bytes.asLongBuffer().put(values);
        return of(DataType.INT64, shape, bytes);
    }

    /** A float32 scalar (shape []). */
    public static Tensor scalar(float value) {
        return floats(new long[0], value);
    }

    private static ByteBuffer allocate(int count, int size) {
        return ByteBuffer.allocate(Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long elements(long[] shape) {
        long product = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("a tensor cannot have the shape " + Arrays.toString(shape));
            }
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** Element type. */
    public DataType type() {
        return type;
    }

    /** Sizes, outermost first. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** Size of one dimension. */
    public long size(int axis) {
        return shape[axis];
    }

    /** Number of elements. */
    public long elements() {
        return elements(shape);
    }

    /** The elements as read-only little-endian bytes. */
    public ByteBuffer bytes() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The elements of a float32 tensor, without a copy. */
    public FloatBuffer floatBuffer() {
        if (type != DataType.FLOAT) {
            throw new IllegalStateException("a " + type + " tensor has no float view");
        }
        return bytes().asFloatBuffer();
    }

    /** The elements as float32, converted when they are of another type. */
    public float[] toFloats() {
        float[] values = new float[Math.toIntExact(elements())];
        if (type == DataType.FLOAT) {
            floatBuffer().get(values);
        } else {
            ByteBuffer bytes = bytes();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Elements.real(bytes, type, i);
            }
        }
        return values;
    }

    /** The elements as int64; numbers with a fraction are truncated. */
    public long[] toLongs() {
        long[] values = new long[Math.toIntExact(elements())];
        ByteBuffer bytes = bytes();
        for (int i = 0; i < values.length; i++) {
            values[i] = Elements.integer(bytes, type, i);
        }
        return values;
    }

    /** The same elements in another shape of as many elements. */
    public Tensor reshaped(long... other) {
        Tensor reshaped = of(type, other, bytes());
        return new Tensor(type, reshaped.shape, reshaped.data, region, exact, null);
    }

    /** This tensor as float32; itself when it already is. */
    public Tensor toFloat32() {
        return type == DataType.FLOAT ? this : floats(shape, toFloats());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t
                && t.type == type
                && Arrays.equals(t.shape, shape)
                && t.data.duplicate().equals(data.duplicate());
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        List<String> sizes = Arrays.stream(shape).mapToObj(Long::toString).toList();
        return type + "[" + String.join(",", sizes) + "]";
    }
}
