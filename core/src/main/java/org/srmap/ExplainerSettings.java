package org.srmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.attribution.Lrp;
import org.srmap.attribution.Method;
import org.srmap.attribution.Methods;
import org.srmap.lrp.Precision;
import org.srmap.rule.Composite;
import org.srmap.rule.Initial;
import org.srmap.rule.Presets;
import org.srmap.runtime.SessionSettings;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.SaliencyInput;

/**
 * What an explainer computes and how.
 *
 * @param method relevance propagation by a composite, or a baseline
 * @param initial what relevance starts from at the logits; null: what the method is meant for
 * @param saliency what the SR stage looks at; null: no SR stage
 * @param threshold from which SR value on a pixel belongs to an attention area
 * @param session threads and device of the network
 * @param inside relevance wanted at nodes, and conditions on it
 * @param pass how the backward pass is compiled
 */
public record ExplainerSettings(
        Method method,
        @Nullable Initial initial,
        @Nullable SaliencyInput saliency,
        AreaThreshold threshold,
        SessionSettings session,
        InnerRequest inside,
        Pass pass) {

    /**
     * How the backward pass is compiled.
     *
     * @param ledger whether to keep books of the relevance at every node
     * @param proof whether to check that the canonical graph gives the model's own logits
     * @param severalTargets whether several classes of one picture share the forward pass; without, they are computed
     *     one by one
     * @param precision arithmetic of the forward pass
     */
    public record Pass(boolean ledger, boolean proof, boolean severalTargets, Precision precision) {}

    /** The default preset, the SR stage on relevance, as many threads as the machine has cores. */
    public static ExplainerSettings defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new ExplainerSettings(
                Methods.named(Presets.DEFAULT),
                null,
                SaliencyInput.RELEVANCE,
                AreaThreshold.DEFAULT,
                SessionSettings.threads(cores),
                InnerRequest.nothing(),
                new Pass(false, true, false, Precision.AUTO));
    }

    /** The rules of the backward pass. */
    public Composite composite() {
        return method.composite();
    }

    /** Whether books are kept of the relevance at every node. */
    public boolean ledger() {
        return pass.ledger();
    }

    /** Whether it is checked that the canonical graph gives the model's own logits. */
    public boolean proof() {
        return pass.proof();
    }

    /** These settings with another method. */
    public ExplainerSettings withMethod(Method other) {
        return new ExplainerSettings(other, initial, saliency, threshold, session, inside, pass);
    }

    /** These settings with relevance propagation by a composite. */
    public ExplainerSettings withComposite(Composite other) {
        return withMethod(new Lrp(other));
    }

    /** These settings with a method by name: a preset, or a baseline with or without parameters. */
    public ExplainerSettings withPreset(String name) {
        return withMethod(Methods.named(name));
    }

    /** These settings with another initial relevance. */
    public ExplainerSettings withInitial(@Nullable Initial other) {
        return new ExplainerSettings(method, other, saliency, threshold, session, inside, pass);
    }

    /** These settings with another input of the SR stage, or without the stage. */
    public ExplainerSettings withSaliency(@Nullable SaliencyInput other) {
        return new ExplainerSettings(method, initial, other, threshold, session, inside, pass);
    }

    /** These settings with another threshold of the attention areas. */
    public ExplainerSettings withThreshold(AreaThreshold other) {
        return new ExplainerSettings(method, initial, saliency, other, session, inside, pass);
    }

    /** These settings with another number of threads. */
    public ExplainerSettings withThreads(int threads) {
        return withSession(new SessionSettings(threads, session.optimized(), session.device()));
    }

    /** These settings with other settings of the network's session. */
    public ExplainerSettings withSession(SessionSettings other) {
        return new ExplainerSettings(method, initial, saliency, threshold, other, inside, pass);
    }

    /** These settings with the relevance of nodes (or values), by name. */
    public ExplainerSettings withRelevanceAt(List<String> nodes) {
        return withInside(new InnerRequest(nodes, inside.keep()));
    }

    /** These settings with conditions on relevance. */
    public ExplainerSettings withKept(List<RelevanceMask> conditions) {
        return withInside(new InnerRequest(inside.at(), conditions));
    }

    private ExplainerSettings withInside(InnerRequest other) {
        return new ExplainerSettings(method, initial, saliency, threshold, session, other, pass);
    }

    /** These settings with or without books of the relevance at every node. */
    public ExplainerSettings withLedger(boolean on) {
        return withPass(new Pass(on, pass.proof(), pass.severalTargets(), pass.precision()));
    }

    /** These settings with or without the proof of the canonical graph. */
    public ExplainerSettings withProof(boolean on) {
        return withPass(new Pass(pass.ledger(), on, pass.severalTargets(), pass.precision()));
    }

    /** These settings with or without one forward pass for several classes of a picture. */
    public ExplainerSettings withSeveralTargets(boolean on) {
        return withPass(new Pass(pass.ledger(), pass.proof(), on, pass.precision()));
    }

    /** These settings with another arithmetic of the forward pass. */
    public ExplainerSettings withPrecision(Precision other) {
        return withPass(new Pass(pass.ledger(), pass.proof(), pass.severalTargets(), other));
    }

    private ExplainerSettings withPass(Pass other) {
        return new ExplainerSettings(method, initial, saliency, threshold, session, inside, other);
    }
}
