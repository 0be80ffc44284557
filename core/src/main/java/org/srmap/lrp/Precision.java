package org.srmap.lrp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.srmap.graph.Graph;
import org.srmap.operator.LayerKind;
import org.srmap.rule.Composite;
import org.srmap.rule.Layer;
import org.srmap.rule.Rule;

/** Arithmetic of the forward pass. */
public enum Precision {
    /**
     * Float64 where convolutions get the gradient, or epsilon with next to no stabilizer, which is the gradient times the
     * input: both jump where a ReLU or a pooling window decides otherwise. Float32 under the other rules, which pass such
     * places smoothly.
     */
    AUTO,
    /** Float32 throughout: up to twice as fast. */
    FLOAT32,
    /** Convolutions and what decides between them in float64; the backward pass in float32. */
    FLOAT64;

    /** The name that the command line uses. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The request with the forward pass in this arithmetic. */
    public Request applied(Request request, Graph canonical) {
        boolean wide = this == FLOAT64 || this == AUTO && jumps(request.composite(), canonical);
        return wide ? request.withDoubleForward() : request;
    }

    private static boolean jumps(Composite composite, Graph canonical) {
        List<Layer> layers = Layer.of(canonical);
        Map<String, Rule> rules = composite.resolve(layers);
        return layers.stream().filter(l -> l.kind() == LayerKind.CONV).anyMatch(l -> {
            Rule rule = rules.get(l.node().name());
            return rule != null && rule.jumps();
        });
    }
}
