package org.srmap.lrp.emit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * A value of the graph that is being written. Its methods append an operator and return the result, so that emitters
 * read like formulas; element-wise ones broadcast.
 */
public class Term {
    private final Emission emission;
    private final String name;
    private final boolean nonNegative;

    Term(Emission emission, String name, boolean nonNegative) {
        this.emission = emission;
        this.name = name;
        this.nonNegative = nonNegative;
    }

    /** The name of the value in the graph. */
    public final String name() {
        return name;
    }

    /** Where it is written. */
    public final Emission emission() {
        return emission;
    }

    /** Whether it is known that no element is below zero. */
    public final boolean isNonNegative() {
        return nonNegative;
    }

    /** An operator of any type with one output. */
    public final Term op(String type, Map<String, Attribute> attributes, Term... others) {
        List<String> inputs = Stream.concat(Stream.of(this), Stream.of(others))
                .map(Term::name)
                .toList();
        return emission.term(emission.op(type, inputs, attributes));
    }

    /** An operator of any type without attributes. */
    public final Term op(String type, Term... others) {
        return op(type, Map.of(), others);
    }

    /** The sum. */
    public Term plus(Term other) {
        return op("Add", other);
    }

    /** The sum with a number. */
    public final Term plus(double number) {
        return plus(emission.number(number));
    }

    /** The difference. */
    public final Term minus(Term other) {
        return op("Sub", other);
    }

    /** The product. */
    public final Term times(Term other) {
        return op("Mul", other);
    }

    /** The product with a number. */
    public final Term times(double number) {
        return times(emission.number(number));
    }

    /** The product with a number, nothing new when that is one. */
    public final Term scaled(double factor) {
        return factor == 1 ? this : times(factor);
    }

    /** The quotient. */
    public final Term over(Term divisor) {
        return op("Div", divisor);
    }

    /** The value with the other sign. */
    public final Term negated() {
        return op("Neg");
    }

    /** max(v, 0). */
    public final Term positive() {
        return new Term(emission, op("Relu").name, true);
    }

    /** min(v, 0). */
    public final Term negative() {
        return op("Min", emission.number(0));
    }

    /** Where the elements are above a number. */
    public final Term isAbove(double number) {
        return op("Greater", emission.number(number));
    }

    /** Where the elements are below a number. */
    public final Term isBelow(double number) {
        return op("Less", emission.number(number));
    }

    /** Of a condition: the elements of the one where it holds, elsewhere those of the other. */
    public final Term where(Term holds, Term not) {
        return op("Where", holds, not);
    }

    /** As another type. */
    public final Term cast(DataType type) {
        return emission.term(emission.cast(name, type));
    }

    /** In another shape, as Reshape understands it. */
    public final Term reshape(long... sizes) {
        return emission.term(emission.reshape(name, sizes));
    }

    /** Repeated to a shape. */
    public final Term expand(long... sizes) {
        return op("Expand", longs(sizes));
    }

    /** With its axes in another order. */
    public final Term transpose(long... order) {
        return emission.term(emission.transpose(name, order));
    }

    /** The sum over axes, which stay with size 1. */
    public final Term sum(long... axes) {
        return emission.term(emission.sum(name, axes));
    }

    /** The mean over axes, which stay with size 1. */
    public final Term mean(long... axes) {
        return emission.term(emission.mean(name, axes));
    }

    /** The sum over all axes but the first, one number per map: N x 1. */
    public final Term total(int rank) {
        return rank == 1
                ? reshape(-1, 1)
                : op("Flatten", Map.of("axis", new Attribute.Int(1))).sum(1);
    }

    /** Some of the elements along axes, as Slice understands it. */
    public final Term slice(long[] starts, long[] ends, long[] axes, long[] steps) {
        return op("Slice", longs(starts), longs(ends), longs(axes), longs(steps));
    }

    /** The elements along one axis from start to before end. */
    public final Term slice(int axis, long start, long end) {
        return slice(new long[] {start}, new long[] {end}, new long[] {axis}, new long[] {1});
    }

    /** The elements in the other order along axes that follow each other. */
    public final Term flip(int firstAxis, int axes) {
        long[] backwards = new long[axes];
        long[] ends = new long[axes];
        Arrays.fill(backwards, -1);
        Arrays.fill(ends, Long.MIN_VALUE + 1);
        return slice(
                backwards,
                ends,
                IntStream.range(firstAxis, firstAxis + axes).asLongStream().toArray(),
                backwards);
    }

    /** Zeros around it: how many before each axis, then how many after each. */
    public final Term pad(long... amounts) {
        return Arrays.stream(amounts).allMatch(p -> p == 0) ? this : op("Pad", longs(amounts));
    }

    /** Summed to the shape that was broadcast to it. */
    public final Term unbroadcast(Shape from, Shape to) {
        int lead = from.rank() - to.rank();
        long[] axes = IntStream.range(0, from.rank())
                .filter(i -> i < lead || to.size(i - lead) == 1 && from.size(i) != 1)
                .asLongStream()
                .toArray();
        if (axes.length == 0) {
            return this;
        }
        return lead == 0 ? sum(axes) : sum(axes).reshape(to.sizes());
    }

    /** Ones in the shape of this constant of the model. */
    public final Term ones() {
        Tensor tensor = emission.weight(name);
        if (tensor == null) {
            throw new IllegalStateException(name + " is not a constant");
        }
        return emission.filled(1, tensor.shape());
    }

    /** The parts one behind the other along an axis. */
    public static Term concat(long axis, List<Term> parts) {
        Emission e = parts.get(0).emission;
        return e.term(e.concat(axis, parts.stream().map(Term::name).toList()));
    }

    /** The parts one behind the other along an axis. */
    public static Term concat(long axis, Term... parts) {
        return concat(axis, List.of(parts));
    }

    private Term longs(long... values) {
        return emission.term(emission.longs(values));
    }

    @Override
    public String toString() {
        return name;
    }
}
