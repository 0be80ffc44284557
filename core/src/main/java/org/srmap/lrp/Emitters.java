package org.srmap.lrp;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.NodeEmitter;
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
import org.srmap.operator.LayerKind;
import org.srmap.operator.Operator;
import org.srmap.rule.Layer;

/** Which emitter sends relevance through which layer: that of its kind, but for the operators named here. */
final class Emitters {
    private static final Map<LayerKind, NodeEmitter> BY_KIND = new EnumMap<>(LayerKind.class);
    private static final Map<Operator, NodeEmitter> BY_OPERATOR = new EnumMap<>(Operator.class);
    /** For operators that are of no kind. */
    private static final Map<Operator, NodeEmitter> OTHERS = new EnumMap<>(Operator.class);

    static {
        NodeEmitter linear = new LinearEmitter();
        BY_KIND.put(LayerKind.CONV, linear);
        BY_KIND.put(LayerKind.DENSE, linear);
        BY_KIND.put(LayerKind.AVERAGE_POOL, linear);
        BY_KIND.put(LayerKind.MAX_POOL, new MaxPoolEmitter());
        BY_KIND.put(LayerKind.ACTIVATION, new ActivationEmitter());
        BY_KIND.put(LayerKind.RELOCATION, new RelocationEmitter());
        BY_KIND.put(LayerKind.LRN, new LrnEmitter());
        BY_KIND.put(LayerKind.SUM, new SumEmitter());
        BY_KIND.put(LayerKind.PRODUCT, new ProductEmitter());
        BY_KIND.put(LayerKind.BATCH_NORM, new AffineEmitter());

        NodeEmitter normalization = new NormalizationEmitter();
        BY_OPERATOR.put(Operator.LayerNormalization, normalization);
        BY_OPERATOR.put(Operator.InstanceNormalization, normalization);

        OTHERS.put(Operator.Gemm, linear); // which says that computed weights are not supported
        OTHERS.put(Operator.MatMul, linear);
        OTHERS.put(Operator.Sub, new SumEmitter());
        NodeEmitter arithmetic = new ArithmeticEmitter();
        OTHERS.put(Operator.Div, arithmetic);
        OTHERS.put(Operator.Pow, arithmetic);
        OTHERS.put(Operator.Sqrt, arithmetic);
        OTHERS.put(Operator.Exp, arithmetic);
        OTHERS.put(Operator.Log, arithmetic);
        OTHERS.put(Operator.Reciprocal, arithmetic);
        OTHERS.put(Operator.Neg, arithmetic);
        OTHERS.put(Operator.Abs, arithmetic);
        OTHERS.put(Operator.ReduceSum, arithmetic);
        OTHERS.put(Operator.Softmax, arithmetic);
    }

    private Emitters() {}

    /** The emitter for a layer, or null when its operator is not supported. */
    static @Nullable NodeEmitter of(Layer layer) {
        Operator operator = Operator.of(layer.node());
        return operator == null ? null : of(operator, layer.kind());
    }

    /** The emitter for an operator that is of a kind in its place in the graph, or null when it is not supported. */
    static @Nullable NodeEmitter of(Operator operator, LayerKind kind) {
        NodeEmitter own = (kind == LayerKind.OTHER ? OTHERS : BY_OPERATOR).get(operator);
        return own != null ? own : BY_KIND.get(kind);
    }
}
