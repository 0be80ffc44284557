package org.srmap;

import java.util.List;
import org.srmap.lrp.RelevanceGraph;

/**
 * Where a result comes from.
 *
 * @param srmap version of srmap
 * @param runtime version of ONNX Runtime
 * @param model name of the model
 * @param sha256 digest of the model file
 * @param preset name of the composite
 * @param rules rule of every layer, in the order of the model
 * @param initial what relevance started from
 * @param precision arithmetic of the forward pass, {@code float32} or {@code float64}
 * @param preprocessing how the photo became the input, as JSON; {@code tensor} when the input was given
 * @param saliency what the SR stage looked at, {@code none} without
 * @param canonization the passes that changed something, with the number of changes
 * @param canonizationError relative difference of the logits before and after canonization; NaN when not checked
 * @param assumptions what had to be assumed
 */
public record Provenance(
        String srmap,
        String runtime,
        String model,
        String sha256,
        String preset,
        List<RelevanceGraph.Assigned> rules,
        String initial,
        String precision,
        String preprocessing,
        String saliency,
        List<String> canonization,
        double canonizationError,
        List<String> assumptions) {

    public Provenance {
        rules = List.copyOf(rules);
        canonization = List.copyOf(canonization);
        assumptions = List.copyOf(assumptions);
    }
}
