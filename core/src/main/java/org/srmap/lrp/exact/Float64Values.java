package org.srmap.lrp.exact;

import java.util.HashMap;
import java.util.Map;
import org.srmap.graph.DataType;
import org.srmap.graph.Draft;
import org.srmap.graph.Scaled;
import org.srmap.graph.Tensor;
import org.srmap.lrp.Request;
import org.srmap.lrp.emit.Emission;

/** The values of a forward pass in float64: those computed so far, and weights made when they are asked for. */
final class Float64Values {
    /** Smaller constants are not worth a node. */
    private static final long FROM_ELEMENTS = 256;

    private final Emission e;
    private final boolean storesOnce;
    private final Map<String, String> wide = new HashMap<>();
    /** What computes weights from others. */
    private final Draft weights;
    /** The float32 weights that are computed, by the name of the constant. */
    private final Map<String, String> computed = new HashMap<>();

    /**
     * Without values yet.
     *
     * @param storesOnce whether to compute weights in the graph from what is stored in float32 ({@link Request})
     */
    Float64Values(Emission e, boolean storesOnce) {
        this.e = e;
        this.storesOnce = storesOnce;
        weights = new Draft(e.editor(), "weights/float64/");
    }

    boolean storesOnce() {
        return storesOnce;
    }

    /** Says what a value is called in float64. */
    void put(String value, String float64) {
        wide.put(value, float64);
    }

    /** A value in float64, cast in the draft if need be; whole numbers stay as they are. */
    String of(Draft draft, String value) {
        String known = wide.get(value);
        if (known != null) {
            return known;
        }
        Tensor weight = e.weight(value);
        if (weight != null && weight.type() != DataType.FLOAT) {
            return value;
        }
        String float64 = weight == null ? draft.cast(value, DataType.DOUBLE) : widened(value, weight);
        wide.put(value, float64);
        return float64;
    }

    /** A constant number in float64. */
    static String number(Draft draft, double value) {
        return draft.constant("const", Tensor.doubles(new long[0], i -> value));
    }

    /** Puts what computes weights at the beginning of the graph. */
    void finish() {
        weights.insertBefore(e.editor().nodes().get(0));
        computed.forEach(e.editor()::redirect);
    }

    private String widened(String name, Tensor weight) {
        if (storesOnce && weight.elements() >= FROM_ELEMENTS) {
            if (weight.scaled() != null) {
                Both both = product(name, weight);
                computed.put(name, both.rounded());
                return both.exact();
            }
            if (!weight.isRounded()) {
                return weights.cast(name, DataType.DOUBLE);
            }
        }
        return constant(Tensor.doubles(weight.shape(), weight::exactAt));
    }

    private String constant(Tensor tensor) {
        return weights.constant("const", tensor);
    }

    /** A weight in float32, and what it was rounded from. */
    private record Both(String rounded, String exact) {}

    private Both product(String name, Tensor weight) {
        Scaled scaled = weight.scaled();
        if (scaled == null) {
            String stored = e.editor().addWeight(name + ".unscaled", weight);
            return new Both(stored, widened(stored, weight));
        }
        Both of = product(name, scaled.of());
        String factor = constant(scaled.broadcast(scaled.factor()));
        String product = weights.mul(weights.cast(of.rounded, DataType.DOUBLE), factor);
        String exactFactor = constant(scaled.broadcast(scaled.exactFactor()));
        return new Both(weights.cast(product, DataType.FLOAT), weights.mul(of.exact, exactFactor));
    }
}
