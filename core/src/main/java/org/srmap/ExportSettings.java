package org.srmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.export.ChangeOpset;
import org.srmap.lrp.Precision;
import org.srmap.rule.Composite;
import org.srmap.rule.Initial;
import org.srmap.rule.Presets;

/**
 * What an explainer file computes and how it is written.
 *
 * @param composite which layer gets which relevance rule
 * @param initial what relevance starts from at the logits; null: what the composite is meant for
 * @param precision arithmetic of the forward pass
 * @param opset ONNX operator set, {@value org.srmap.export.ChangeOpset#OLDEST} to
 *     {@value org.srmap.export.ChangeOpset#NEWEST}
 * @param halfWeights whether weights are stored as float16 (they are computed with as float32)
 * @param input what the file takes as its picture
 * @param outputs what it gives, in this order: {@code logits}, {@code relevance}, {@code heat}, or names of nodes whose
 *     output's relevance is wanted
 * @param proof whether to check first that the canonical graph gives the model's own logits
 */
public record ExportSettings(
        Composite composite,
        @Nullable Initial initial,
        Precision precision,
        int opset,
        boolean halfWeights,
        InputForm input,
        List<String> outputs,
        boolean proof) {

    /** The operator set of most programs that run models today. */
    public static final int DEFAULT_OPSET = 17;

    /** Checks the operator set and the outputs. */
    public ExportSettings {
        outputs = List.copyOf(outputs);
        if (opset < ChangeOpset.OLDEST || opset > ChangeOpset.NEWEST) {
            throw new IllegalArgumentException("operator set " + opset + ": " + ChangeOpset.OLDEST + " to "
                    + ChangeOpset.NEWEST + " can be written");
        }
        if (outputs.isEmpty() || outputs.stream().distinct().count() != outputs.size()) {
            throw new IllegalArgumentException("outputs " + outputs + ": at least one is needed, and none twice");
        }
    }

    /** The default preset; logits and relevance of a tensor, in operator set {@value #DEFAULT_OPSET}. */
    public static ExportSettings defaults() {
        return new ExportSettings(
                Presets.named(Presets.DEFAULT),
                null,
                Precision.AUTO,
                DEFAULT_OPSET,
                false,
                InputForm.TENSOR,
                List.of(ExplainerFile.LOGITS, ExplainerFile.RELEVANCE),
                true);
    }

    /** These settings with another composite. */
    public ExportSettings withComposite(Composite other) {
        return new ExportSettings(other, initial, precision, opset, halfWeights, input, outputs, proof);
    }

    /** These settings with another initial relevance. */
    public ExportSettings withInitial(@Nullable Initial other) {
        return new ExportSettings(composite, other, precision, opset, halfWeights, input, outputs, proof);
    }

    /** These settings with another arithmetic of the forward pass. */
    public ExportSettings withPrecision(Precision other) {
        return new ExportSettings(composite, initial, other, opset, halfWeights, input, outputs, proof);
    }

    /** These settings with another operator set. */
    public ExportSettings withOpset(int other) {
        return new ExportSettings(composite, initial, precision, other, halfWeights, input, outputs, proof);
    }

    /** These settings with weights stored as float16, or not. */
    public ExportSettings withHalfWeights(boolean on) {
        return new ExportSettings(composite, initial, precision, opset, on, input, outputs, proof);
    }

    /** These settings with another form of the picture. */
    public ExportSettings withInput(InputForm other) {
        return new ExportSettings(composite, initial, precision, opset, halfWeights, other, outputs, proof);
    }

    /** These settings with other outputs. */
    public ExportSettings withOutputs(List<String> other) {
        return new ExportSettings(composite, initial, precision, opset, halfWeights, input, other, proof);
    }

    /** These settings with or without the proof of the canonical graph. */
    public ExportSettings withProof(boolean on) {
        return new ExportSettings(composite, initial, precision, opset, halfWeights, input, outputs, on);
    }
}
