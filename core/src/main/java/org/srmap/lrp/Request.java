package org.srmap.lrp;

import java.util.List;
import java.util.Map;
import org.srmap.graph.Tensor;
import org.srmap.rule.Composite;
import org.srmap.rule.Initial;
import org.srmap.rule.InputRange;

/**
 * What to compile.
 *
 * @param composite which layer gets which rule
 * @param initial what the walk back starts from
 * @param range range of the model's input, for the box rule
 * @param severalTargets whether one picture may have several maps: adds the input {@link RelevanceGraph#PICTURE}
 * @param ledger whether to keep books of the relevance at every node
 * @param taps names of values whose relevance is wanted too
 * @param masks by value name, what its relevance is multiplied with (broadcast): conditional relevance
 * @param doubleForward whether the forward pass computes in float64, where float32 may decide a ReLU or a pooling window
 *     whose elements are closer together than its rounding in another way than exact arithmetic
 * @param weightsOnce whether the graph computes float64 weights from float32 ones, which makes a file half the size;
 *     otherwise it holds both, which opens faster
 */
public record Request(
        Composite composite,
        Initial initial,
        InputRange range,
        boolean severalTargets,
        boolean ledger,
        List<String> taps,
        Map<String, Tensor> masks,
        boolean doubleForward,
        boolean weightsOnce) {

    public Request {
        taps = List.copyOf(taps);
        masks = Map.copyOf(masks);
    }

    /** One map per picture with the composite's own initial relevance. */
    public static Request of(Composite composite) {
        return new Request(
                composite, composite.initial(), InputRange.imagenet(), false, false, List.of(), Map.of(), false, false);
    }

    /** This request with another initial relevance. */
    public Request withInitial(Initial other) {
        return new Request(composite, other, range, severalTargets, ledger, taps, masks, doubleForward, weightsOnce);
    }

    /** This request with another input range. */
    public Request withRange(InputRange other) {
        return new Request(composite, initial, other, severalTargets, ledger, taps, masks, doubleForward, weightsOnce);
    }

    /** This request with books kept. */
    public Request withLedger() {
        return new Request(composite, initial, range, severalTargets, true, taps, masks, doubleForward, weightsOnce);
    }

    /** This request for several maps per picture. */
    public Request withSeveralTargets() {
        return new Request(composite, initial, range, true, ledger, taps, masks, doubleForward, weightsOnce);
    }

    /** This request with the relevance of further values. */
    public Request withTaps(List<String> values) {
        return new Request(
                composite, initial, range, severalTargets, ledger, values, masks, doubleForward, weightsOnce);
    }

    /** This request with relevance masked. */
    public Request withMasks(Map<String, Tensor> byValue) {
        return new Request(
                composite, initial, range, severalTargets, ledger, taps, byValue, doubleForward, weightsOnce);
    }

    /** This request with the forward pass in float64. */
    public Request withDoubleForward() {
        return new Request(composite, initial, range, severalTargets, ledger, taps, masks, true, weightsOnce);
    }

    /** This request with every large weight stored once. */
    public Request withWeightsOnce() {
        return new Request(composite, initial, range, severalTargets, ledger, taps, masks, doubleForward, true);
    }
}
