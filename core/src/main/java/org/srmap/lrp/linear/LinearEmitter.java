package org.srmap.lrp.linear;

import org.srmap.graph.Node;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.rule.RuleKind;

/** Convolution, dense layers and average pooling: any rule on the layer as a linear map. */
public final class LinearEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Linear layer = layer(step);
        RuleKind.Domain domain = step.rule().kind().domain();
        RuleEmitter emitter = RuleEmitter.of(step.rule(), step.range());
        if (emitter == null || domain == RuleKind.Domain.WEIGHTS && !layer.hasWeight()) {
            throw step.ruleRefused();
        }
        step.give(0, emitter.emit(layer, step.relevance()));
    }

    private static Linear layer(Step step) {
        Node node = step.node();
        Emission e = step.e();
        boolean dense = node.is("Gemm") || node.is("MatMul");
        if (!dense
                && !node.is("ReduceMean")
                && !node.is("GlobalAveragePool")
                && step.shapeIn(0).rank() < 3) {
            throw step.unsupported("an input of shape " + step.shapeIn(0) + " has no spatial axis");
        }
        if (dense || node.is("Conv") || node.is("ConvTranspose")) {
            requireConstantWeights(step);
        }
        if (node.is("AveragePool")
                && !isAll(node.integers("dilations", step.shapeIn(0).rank() - 2, 1), 1)) {
            throw step.unsupported("a dilated window");
        }
        return switch (node.op()) {
            case "Conv" -> new ConvLayer(e, node);
            case "ConvTranspose" -> new ConvTransposeLayer(e, node);
            case "Gemm", "MatMul" -> new DenseLayer(e, node);
            case "AveragePool" -> new PoolLayers.Average(e, node);
            default -> new PoolLayers.WholeAverage(e, node);
        };
    }

    private static boolean isAll(long[] values, long value) {
        return java.util.Arrays.stream(values).allMatch(v -> v == value);
    }

    private static void requireConstantWeights(Step step) {
        Node node = step.node();
        if (step.e().weight(node.input(1)) == null) {
            throw step.unsupported("its weights are computed, not constant");
        }
        if (node.is("Gemm")
                && (node.integer("transA", 0) == 1 || node.real("alpha", 1) != 1 || node.real("beta", 1) != 1)) {
            throw step.unsupported("transA, alpha or beta other than 0, 1, 1");
        }
        if (node.is("MatMul") && step.e().shape(node.input(1)).rank() != 2) {
            throw step.unsupported("weights of shape " + step.e().shape(node.input(1)));
        }
    }
}
