package org.srmap.operator;

import static org.srmap.operator.LayerKind.ACTIVATION;
import static org.srmap.operator.LayerKind.AVERAGE_POOL;
import static org.srmap.operator.LayerKind.BATCH_NORM;
import static org.srmap.operator.LayerKind.CONV;
import static org.srmap.operator.LayerKind.DENSE;
import static org.srmap.operator.LayerKind.MAX_POOL;
import static org.srmap.operator.LayerKind.OTHER;
import static org.srmap.operator.LayerKind.PRODUCT;
import static org.srmap.operator.LayerKind.RELOCATION;
import static org.srmap.operator.LayerKind.SUM;
import static org.srmap.operator.Operator.Form.BROADCAST;
import static org.srmap.operator.Operator.Form.OWN;
import static org.srmap.operator.Operator.Form.REDUCED;
import static org.srmap.operator.Operator.Form.SAME;
import static org.srmap.operator.Operator.Positivity.ALL;
import static org.srmap.operator.Operator.Positivity.ANY;
import static org.srmap.operator.Operator.Positivity.FIRST;
import static org.srmap.operator.Operator.Positivity.NON_NEGATIVE;
import static org.srmap.operator.Operator.Trait.FLOAT64;
import static org.srmap.operator.Operator.Trait.KINK;
import static org.srmap.operator.Operator.Trait.RESHAPES;
import static org.srmap.operator.Operator.Trait.RETYPES;
import static org.srmap.operator.Operator.Trait.SQUASHES;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Node;

/**
 * The standard operators that are known, each under its ONNX name. A row says since which operator set the operator
 * exists, what it is to composites, which shape and sign its output has, and what else is true of it in operator set 17,
 * the one of canonical graphs.
 *
 * <p>An operator of a kind other than {@link LayerKind#OTHER} has an emitter, and so has each operator of that kind
 * that the compiler names; {@code docs/rules.md} says how relevance goes through them.
 */
public enum Operator {
    // linear maps and pooling
    Conv(1, CONV, OWN, ANY),
    ConvTranspose(1, CONV, OWN, ANY),
    Gemm(1, DENSE, OTHER, OWN, ANY),
    MatMul(1, DENSE, OTHER, OWN, ANY),
    AveragePool(1, AVERAGE_POOL, OWN, FIRST),
    GlobalAveragePool(1, AVERAGE_POOL, OWN, FIRST),
    ReduceMean(1, AVERAGE_POOL, REDUCED, FIRST, FLOAT64),
    MaxPool(1, MAX_POOL, OWN, FIRST, FLOAT64, KINK),
    GlobalMaxPool(1, OTHER, OWN, ANY),
    LpPool(1, OTHER, OWN, ANY),

    // functions of each element
    Relu(1, ACTIVATION, SAME, NON_NEGATIVE, FLOAT64, KINK),
    LeakyRelu(1, ACTIVATION, SAME, ANY, KINK),
    PRelu(1, ACTIVATION, SAME, ANY, KINK),
    Elu(1, ACTIVATION, SAME, ANY),
    Selu(1, ACTIVATION, SAME, ANY, KINK),
    Celu(12, ACTIVATION, SAME, ANY, KINK),
    Sigmoid(1, ACTIVATION, SAME, NON_NEGATIVE, FLOAT64, SQUASHES),
    HardSigmoid(1, ACTIVATION, SAME, NON_NEGATIVE, KINK, SQUASHES),
    HardSwish(14, ACTIVATION, SAME, ANY, KINK),
    Tanh(1, ACTIVATION, SAME, ANY, FLOAT64, SQUASHES),
    Softplus(1, ACTIVATION, SAME, NON_NEGATIVE),
    Clip(1, ACTIVATION, SAME, Positivity.OWN, FLOAT64, KINK, SQUASHES),
    Erf(9, ACTIVATION, SAME, ANY, SQUASHES),
    Exp(1, OTHER, SAME, NON_NEGATIVE, FLOAT64),
    Log(1, OTHER, SAME, ANY, FLOAT64),
    Sqrt(1, OTHER, SAME, ANY, FLOAT64),
    Abs(1, OTHER, SAME, NON_NEGATIVE, FLOAT64, KINK),
    Neg(1, OTHER, SAME, ANY, FLOAT64),
    Reciprocal(1, OTHER, SAME, ANY, FLOAT64),
    ThresholdedRelu(10, OTHER, SAME, ANY),
    Softsign(1, OTHER, SAME, ANY),
    Mish(18, OTHER, SAME, ANY),
    Gelu(20, OTHER, SAME, ANY),
    Swish(24, OTHER, SAME, ANY),
    Floor(1, OTHER, SAME, ANY),
    Ceil(1, OTHER, SAME, ANY),
    Round(11, OTHER, SAME, ANY),
    Sin(7, OTHER, SAME, ANY),
    Cos(7, OTHER, SAME, ANY),
    Tan(7, OTHER, SAME, ANY),
    Atan(7, OTHER, SAME, ANY),
    Sign(9, OTHER, SAME, ANY),
    Not(1, OTHER, SAME, ANY),

    // normalization
    BatchNormalization(1, BATCH_NORM, SAME, ANY, FLOAT64),
    InstanceNormalization(1, BATCH_NORM, SAME, ANY),
    LayerNormalization(17, BATCH_NORM, SAME, ANY, FLOAT64),
    GroupNormalization(18, OTHER, SAME, ANY),
    LRN(1, LayerKind.LRN, SAME, FIRST),
    LpNormalization(1, OTHER, SAME, ANY),
    Softmax(1, OTHER, SAME, NON_NEGATIVE, FLOAT64, SQUASHES),
    LogSoftmax(1, OTHER, SAME, ANY),
    Hardmax(1, OTHER, SAME, NON_NEGATIVE),

    // several values, element by element
    Add(1, BATCH_NORM, SUM, BROADCAST, ALL, FLOAT64),
    Sum(1, BATCH_NORM, SUM, BROADCAST, ALL, FLOAT64),
    Sub(1, BATCH_NORM, OTHER, BROADCAST, ANY, FLOAT64),
    Mul(1, BATCH_NORM, PRODUCT, BROADCAST, ALL, FLOAT64),
    Div(1, BATCH_NORM, OTHER, BROADCAST, ANY, FLOAT64),
    Pow(1, OTHER, BROADCAST, ANY, FLOAT64),
    Mod(10, OTHER, BROADCAST, ANY),
    Max(1, OTHER, BROADCAST, ALL),
    Min(1, OTHER, BROADCAST, ANY),
    Mean(1, OTHER, BROADCAST, ANY),
    Where(9, OTHER, BROADCAST, ANY),
    Equal(1, OTHER, BROADCAST, ANY, RETYPES),
    Less(1, OTHER, BROADCAST, ANY, RETYPES),
    LessOrEqual(12, OTHER, BROADCAST, ANY, RETYPES),
    Greater(1, OTHER, BROADCAST, ANY, RETYPES),
    GreaterOrEqual(12, OTHER, BROADCAST, ANY, RETYPES),
    And(1, OTHER, BROADCAST, ANY),
    Or(1, OTHER, BROADCAST, ANY),
    Xor(1, OTHER, BROADCAST, ANY),

    // over axes
    ReduceSum(1, OTHER, REDUCED, FIRST, FLOAT64),
    ReduceMax(1, OTHER, REDUCED, ANY),
    ReduceMin(1, OTHER, REDUCED, ANY),
    ReduceProd(1, OTHER, REDUCED, ANY),
    ReduceL1(1, OTHER, REDUCED, ANY),
    ReduceL2(1, OTHER, REDUCED, ANY),
    ReduceLogSum(1, OTHER, REDUCED, ANY),
    ReduceLogSumExp(1, OTHER, REDUCED, ANY),
    ReduceSumSquare(1, OTHER, REDUCED, ANY),

    // elements in other places
    Identity(1, RELOCATION, SAME, FIRST, FLOAT64, RESHAPES),
    Flatten(1, RELOCATION, OWN, FIRST, FLOAT64, RESHAPES),
    Reshape(1, RELOCATION, OWN, FIRST, FLOAT64, RESHAPES),
    Squeeze(1, RELOCATION, OWN, FIRST, FLOAT64, RESHAPES),
    Unsqueeze(1, RELOCATION, OWN, FIRST, FLOAT64, RESHAPES),
    Transpose(1, RELOCATION, OWN, FIRST, FLOAT64),
    Concat(1, RELOCATION, OWN, ALL, FLOAT64),
    Split(1, RELOCATION, OWN, FIRST, FLOAT64),
    Slice(1, RELOCATION, OWN, FIRST, FLOAT64),
    Pad(1, RELOCATION, OWN, Positivity.OWN, FLOAT64),
    Gather(1, RELOCATION, OWN, FIRST, FLOAT64),
    Expand(8, RELOCATION, OWN, FIRST, FLOAT64),
    DepthToSpace(1, RELOCATION, OWN, FIRST, FLOAT64),
    SpaceToDepth(1, RELOCATION, OWN, FIRST, FLOAT64),
    Tile(6, OTHER, OWN, ANY),
    Trilu(14, OTHER, SAME, ANY),
    Dropout(1, OTHER, SAME, ANY),

    // types and shapes
    Cast(1, OTHER, SAME, ANY, RETYPES),
    CastLike(15, OTHER, SAME, ANY, RETYPES),
    QuantizeLinear(10, OTHER, SAME, ANY, RETYPES),
    DequantizeLinear(10, OTHER, SAME, ANY, RETYPES),
    IsNaN(9, OTHER, SAME, ANY, RETYPES),
    IsInf(10, OTHER, SAME, ANY, RETYPES),
    Shape(1, OTHER, OWN, ANY, RETYPES),
    Size(1, OTHER, OWN, ANY, RETYPES),
    ConstantOfShape(9, OTHER, OWN, ANY, RETYPES);

    /** How the shape of the first output follows from the inputs. */
    public enum Form {
        /** That of the first input. */
        SAME,
        /** That of all inputs, broadcast to each other. */
        BROADCAST,
        /** That of the first input without some axes, or with size 1 there. */
        REDUCED,
        /** In a way of its own: a case in {@code org.srmap.canonize.shape}. */
        OWN
    }

    /** When no element of the output can be below zero. */
    public enum Positivity {
        /** Always. */
        NON_NEGATIVE,
        /** When none of the first input is. */
        FIRST,
        /** When none of any input is. */
        ALL,
        /** In a way of its own: a case in {@code org.srmap.lrp.emit.ValueFacts}. */
        OWN,
        /** This is not known. */
        ANY
    }

    /** Further facts. */
    enum Trait {
        FLOAT64,
        KINK,
        RESHAPES,
        RETYPES,
        SQUASHES
    }

    private static final Map<String, Operator> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operator::name, Function.identity()));

    private final int since;
    private final LayerKind kind;
    private final LayerKind kindOfSeveral;
    private final Form form;
    private final Positivity positivity;
    private final Set<Trait> traits;

    Operator(int since, LayerKind kind, Form form, Positivity positivity, Trait... traits) {
        this(since, kind, kind, form, positivity, traits);
    }

    Operator(int since, LayerKind kind, LayerKind kindOfSeveral, Form form, Positivity positivity, Trait... traits) {
        this.since = since;
        this.kind = kind;
        this.kindOfSeveral = kindOfSeveral;
        this.form = form;
        this.positivity = positivity;
        this.traits = Set.of(traits);
    }

    /** The operator of a node; null for operators of other domains and for those that are not known. */
    public static @Nullable Operator of(Node node) {
        return node.domain().isEmpty() ? BY_NAME.get(node.op()) : null;
    }

    /** Whether a node is a known operator of which something holds. */
    public static boolean is(Node node, Predicate<Operator> fact) {
        Operator operator = of(node);
        return operator != null && fact.test(operator);
    }

    /** The operator set in which it came. */
    public int since() {
        return since;
    }

    /**
     * What it is to a composite.
     *
     * @param computedInputs how many of its inputs depend on the picture
     */
    public LayerKind kind(int computedInputs) {
        return computedInputs > 1 ? kindOfSeveral : kind;
    }

    /** How the shape of its first output follows from its inputs. */
    public Form form() {
        return form;
    }

    /** When no element of its output can be below zero. */
    public Positivity positivity() {
        return positivity;
    }

    /** Whether it moves, repeats or leaves out elements and changes none; new ones are constant. */
    public boolean moves() {
        return kind == RELOCATION;
    }

    /** Whether its output has the elements of its first input in the same order. */
    public boolean reshapes() {
        return traits.contains(RESHAPES);
    }

    /** Whether its output may be of another type than its first input. */
    public boolean retypes() {
        return traits.contains(RETYPES);
    }

    /** Whether its slope jumps somewhere, so that rounding may decide which side an element is on. */
    public boolean hasKink() {
        return traits.contains(KINK);
    }

    /** Whether it bounds its output, as gates do. */
    public boolean squashes() {
        return traits.contains(SQUASHES);
    }

    /** Whether the runtime computes it in float64 just as in float32. */
    public boolean runsInFloat64() {
        return traits.contains(FLOAT64);
    }

    /** Whether it is a reduction whose axes operator set 17 has as an attribute and set 18 as an input. */
    public boolean movesAxesIn18() {
        return form == REDUCED && this != ReduceSum;
    }
}
