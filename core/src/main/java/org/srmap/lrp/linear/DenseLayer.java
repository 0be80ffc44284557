package org.srmap.lrp.linear;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Attribute;
import org.srmap.graph.Node;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Term;

/** Multiplication by constant weights: Gemm, or MatMul on the last axis of a value of any rank. */
final class DenseLayer extends NodeLayer {
    private final String output;
    private final @Nullable String bias;

    DenseLayer(Emission e, Node node) {
        super(e, node);
        Node addition = node.is("MatMul") ? biasAddition(e, node) : null;
        if (addition != null) {
            output = addition.output();
            bias = addition.input(addition.input(0).equals(node.output()) ? 1 : 0);
        } else {
            output = node.output();
            bias = node.hasInput(2) ? node.input(2) : null;
        }
    }

    /** The node that adds a constant vector to the result of a MatMul and to nothing else: its bias. */
    private static @Nullable Node biasAddition(Emission e, Node matMul) {
        List<Node> readers = e.forward().consumers().getOrDefault(matMul.output(), List.of());
        if (readers.size() != 1 || e.forward().isOutput(matMul.output())) {
            return null;
        }
        Node add = readers.get(0);
        return add.is("Add")
                        && !(e.facts().isComputed(add.input(0)) && e.facts().isComputed(add.input(1)))
                ? add
                : null;
    }

    @Override
    String outputName() {
        return output;
    }

    @Override
    public @Nullable Term bias() {
        return bias == null ? null : e.value(bias);
    }

    @Override
    Term broadcast(Term vector) {
        return vector;
    }

    @Override
    public Denominator forward(Term x, Term weight, @Nullable Term b) {
        if (node.is("MatMul")) {
            Term product = x.op("MatMul", weight);
            return denominator(b == null ? product : product.plus(b), b);
        }
        Map<String, Attribute> layout = layout(isTransposed());
        return denominator(b == null ? x.op("Gemm", layout, weight) : x.op("Gemm", layout, weight, b), b);
    }

    @Override
    public Term back(Term s, Term weight) {
        return node.is("MatMul")
                ? s.op("MatMul", weight.transpose(1, 0))
                : s.op("Gemm", layout(!isTransposed()), weight);
    }

    private boolean isTransposed() {
        return node.integer("transB", 0) == 1;
    }

    private static Map<String, Attribute> layout(boolean transposed) {
        return Map.of("transB", new Attribute.Int(transposed ? 1 : 0));
    }
}
