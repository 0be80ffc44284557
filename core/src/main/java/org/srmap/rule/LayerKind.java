package org.srmap.rule;

import java.util.Locale;
import java.util.Set;
import org.srmap.graph.Node;

/** What a node is to a composite. */
public enum LayerKind {
    /** Convolution, transposed or not, of any dimension. */
    CONV,
    /** Multiplication by constant weights. */
    DENSE,
    /** A function of each element. */
    ACTIVATION,
    /** Sum of computed branches. */
    SUM,
    /** Product of computed branches: a gate. */
    PRODUCT,
    /** Average over a window or over the whole picture. */
    AVERAGE_POOL,
    /** Maximum over a window or over the whole picture. */
    MAX_POOL,
    /** Normalization that could not be folded (batch, layer, instance), or another constant factor or shift. */
    BATCH_NORM,
    /** Local response normalization. */
    LRN,
    /** Moves elements without changing them: reshape, concatenation, slice, ... */
    RELOCATION,
    /** Everything else; only the gradient rule applies. */
    OTHER;

    private static final Set<String> ACTIVATIONS = Set.of(
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Elu",
            "Selu",
            "Celu",
            "Sigmoid",
            "HardSigmoid",
            "HardSwish",
            "Tanh",
            "Softplus",
            "Clip",
            "Erf");
    private static final Set<String> RELOCATIONS = Set.of(
            "Flatten",
            "Reshape",
            "Transpose",
            "Squeeze",
            "Unsqueeze",
            "Concat",
            "Split",
            "Slice",
            "Pad",
            "Identity",
            "Gather",
            "DepthToSpace",
            "SpaceToDepth",
            "Expand");

    /** The name used in composites: lower case with hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of a node of a canonical graph.
     *
     * @param node the node
     * @param computedInputs how many of its inputs depend on the picture
     */
    static LayerKind of(Node node, int computedInputs) {
        if (!node.domain().isEmpty()) {
            return OTHER;
        }
        if (ACTIVATIONS.contains(node.op())) {
            return ACTIVATION;
        }
        if (RELOCATIONS.contains(node.op())) {
            return RELOCATION;
        }
        return switch (node.op()) {
            case "Conv", "ConvTranspose" -> CONV;
            case "Gemm", "MatMul" -> computedInputs == 1 ? DENSE : OTHER;
            case "Add", "Sum" -> computedInputs > 1 ? SUM : BATCH_NORM;
            case "Mul" -> computedInputs > 1 ? PRODUCT : BATCH_NORM;
            case "Sub", "Div" -> computedInputs > 1 ? OTHER : BATCH_NORM;
            case "BatchNormalization", "LayerNormalization", "InstanceNormalization" -> BATCH_NORM;
            case "AveragePool", "GlobalAveragePool", "ReduceMean" -> AVERAGE_POOL;
            case "MaxPool", "GlobalMaxPool" -> MAX_POOL;
            case "LRN" -> LRN;
            default -> OTHER;
        };
    }
}
