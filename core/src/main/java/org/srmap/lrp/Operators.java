package org.srmap.lrp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Node;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.ValueFacts;
import org.srmap.lrp.linear.LinearEmitter;
import org.srmap.lrp.linear.MaxPoolEmitter;
import org.srmap.lrp.operator.ActivationEmitter;
import org.srmap.lrp.operator.AffineEmitter;
import org.srmap.lrp.operator.ArithmeticEmitter;
import org.srmap.lrp.operator.LrnEmitter;
import org.srmap.lrp.operator.NormalizationEmitter;
import org.srmap.lrp.operator.ProductEmitter;
import org.srmap.lrp.operator.RelocationEmitter;
import org.srmap.lrp.operator.SumEmitter;
import org.srmap.rule.Layer;

/** Which emitter sends relevance through which operator: to support another one, add it here. */
public final class Operators {
    private static final Map<String, NodeEmitter> BY_TYPE = new HashMap<>();

    static {
        all(
                new LinearEmitter(),
                List.of("Conv", "ConvTranspose", "Gemm", "MatMul", "AveragePool", "GlobalAveragePool", "ReduceMean"));
        all(new MaxPoolEmitter(), List.of("MaxPool"));
        all(
                new ActivationEmitter(),
                List.of(
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
                        "Erf"));
        all(
                new RelocationEmitter(),
                List.of(
                        "Flatten",
                        "Reshape",
                        "Squeeze",
                        "Unsqueeze",
                        "Transpose",
                        "Concat",
                        "Split",
                        "Slice",
                        "Pad",
                        "Gather",
                        "Expand",
                        "DepthToSpace",
                        "Identity"));
        all(new LrnEmitter(), List.of("LRN"));
        all(new NormalizationEmitter(), List.of("LayerNormalization", "InstanceNormalization"));
        all(new AffineEmitter(), List.of("BatchNormalization"));
        all(
                new ArithmeticEmitter(),
                List.of("Sqrt", "Exp", "Log", "Reciprocal", "Neg", "Abs", "Pow", "ReduceSum", "Softmax"));
    }

    private Operators() {}

    private static void all(NodeEmitter emitter, List<String> types) {
        types.forEach(type -> BY_TYPE.put(type, emitter));
    }

    /** The emitter for a node, or null when its operator is not supported. */
    static @Nullable NodeEmitter of(Layer layer, ValueFacts facts) {
        Node node = layer.node();
        if (!node.domain().isEmpty()) {
            return null;
        }
        long computed = node.inputs().stream().filter(facts::isComputed).count();
        return switch (node.op()) {
            case "Add", "Sub", "Sum" -> computed > 1 ? new SumEmitter() : new AffineEmitter();
            case "Mul" -> computed > 1 ? new ProductEmitter() : new AffineEmitter();
            case "Div" -> computed > 1 ? new ArithmeticEmitter() : new AffineEmitter();
            default -> BY_TYPE.get(node.op());
        };
    }
}
