package org.srmap;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.Composite;
import org.srmap.lrp.Initial;
import org.srmap.lrp.Presets;
import org.srmap.runtime.SessionSettings;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.SaliencyInput;

/**
 * What an explainer computes and how.
 *
 * @param composite which layer gets which relevance rule
 * @param initial what relevance starts from at the logits; null: what the composite is meant for
 * @param saliency what the SR stage looks at; null: no SR stage
 * @param threshold from which SR value on a pixel belongs to an attention area
 * @param session threads and device of the network
 * @param ledger whether to keep books of the relevance at every node
 * @param proof whether to check that the canonical graph gives the model's own logits
 */
public record ExplainerSettings(
        Composite composite,
        @Nullable Initial initial,
        @Nullable SaliencyInput saliency,
        AreaThreshold threshold,
        SessionSettings session,
        boolean ledger,
        boolean proof) {

    /** The default preset, the SR stage on relevance, as many threads as the machine has cores. */
    public static ExplainerSettings defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new ExplainerSettings(
                Presets.named(Presets.DEFAULT),
                null,
                SaliencyInput.RELEVANCE,
                AreaThreshold.DEFAULT,
                SessionSettings.threads(cores),
                false,
                true);
    }

    /** These settings with another composite. */
    public ExplainerSettings withComposite(Composite other) {
        return new ExplainerSettings(other, initial, saliency, threshold, session, ledger, proof);
    }

    /** These settings with a preset. */
    public ExplainerSettings withPreset(String name) {
        return withComposite(Presets.named(name));
    }

    /** These settings with another initial relevance. */
    public ExplainerSettings withInitial(@Nullable Initial other) {
        return new ExplainerSettings(composite, other, saliency, threshold, session, ledger, proof);
    }

    /** These settings with another input of the SR stage, or without the stage. */
    public ExplainerSettings withSaliency(@Nullable SaliencyInput other) {
        return new ExplainerSettings(composite, initial, other, threshold, session, ledger, proof);
    }

    /** These settings with another threshold of the attention areas. */
    public ExplainerSettings withThreshold(AreaThreshold other) {
        return new ExplainerSettings(composite, initial, saliency, other, session, ledger, proof);
    }

    /** These settings with another number of threads. */
    public ExplainerSettings withThreads(int threads) {
        return withSession(new SessionSettings(threads, session.optimized(), session.device()));
    }

    /** These settings with other settings of the network's session. */
    public ExplainerSettings withSession(SessionSettings other) {
        return new ExplainerSettings(composite, initial, saliency, threshold, other, ledger, proof);
    }

    /** These settings with or without books of the relevance at every node. */
    public ExplainerSettings withLedger(boolean on) {
        return new ExplainerSettings(composite, initial, saliency, threshold, session, on, proof);
    }

    /** These settings with or without the proof of the canonical graph. */
    public ExplainerSettings withProof(boolean on) {
        return new ExplainerSettings(composite, initial, saliency, threshold, session, ledger, on);
    }
}
