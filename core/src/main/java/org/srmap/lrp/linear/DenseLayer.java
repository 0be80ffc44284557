package org.srmap.lrp.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Attribute;
import org.srmap.graph.Node;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;

/** Multiplication by constant weights: Gemm, or MatMul on the last axis of a value of any rank. */
final class DenseLayer implements Linear {
    private final Node node;
    private final String output;
    private final @Nullable String bias;

    DenseLayer(Emission e, Node node) {
        this.node = node;
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
    public String node() {
        return node.name();
    }

    @Override
    public String input() {
        return node.input(0);
    }

    @Override
    public String output() {
        return output;
    }

    @Override
    public String weight() {
        return node.input(1);
    }

    @Override
    public @Nullable String bias() {
        return bias;
    }

    private boolean isTransposed() {
        return node.integer("transB", 0) == 1;
    }

    @Override
    public String forward(Emission e, String x, @Nullable String weight, @Nullable String b) {
        List<String> inputs = new ArrayList<>(List.of(x, Objects.requireNonNull(weight)));
        if (node.is("MatMul")) {
            String product = e.op("MatMul", inputs, Map.of());
            return b == null ? product : e.add(product, b);
        }
        if (b != null) {
            inputs.add(b);
        }
        return e.op("Gemm", inputs, Map.of("transB", new Attribute.Int(isTransposed() ? 1 : 0)));
    }

    @Override
    public String transpose(Emission e, String s, @Nullable String weight) {
        String w = Objects.requireNonNull(weight);
        if (node.is("MatMul")) {
            return e.op("MatMul", s, e.transpose(w, 1, 0));
        }
        return e.op("Gemm", List.of(s, w), Map.of("transB", new Attribute.Int(isTransposed() ? 0 : 1)));
    }
}
