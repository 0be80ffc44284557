package org.srmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.Passes;
import org.srmap.graph.ModelException;
import org.srmap.graph.Shape;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.model.Labels;
import org.srmap.operator.LayerKind;
import org.srmap.rule.Composite;
import org.srmap.rule.Initial;
import org.srmap.rule.InputRange;

/**
 * A graph that gives logits and relevance, and where it comes from: compiled just now, or compiled before and read from
 * a file ({@link ExplainerFile}).
 *
 * @param compiled the graph
 * @param preset name of the composite
 * @param initial what relevance starts from
 * @param precision arithmetic of the forward pass, not {@code AUTO}
 * @param canonization what was done to the model before, in order
 * @param proof relative difference of the logits that this made; NaN when not checked
 * @param labels names of the classes
 */
record Compilation(
        RelevanceGraph compiled,
        String preset,
        Initial initial,
        Precision precision,
        List<String> canonization,
        double proof,
        Labels labels) {

    /** What is wanted of a compilation, beside the model. */
    record Wish(
            Composite composite, @Nullable Initial initial, Precision precision, List<String> nodes, boolean proof) {}

    Compilation {
        canonization = List.copyOf(canonization);
    }

    /** Canonizes and compiles. */
    static Compilation of(Model model, Wish wish) {
        requireChannels(model);
        Passes.Rewritten canonized = ModelInput.canonized(model);
        Initial initial =
                wish.initial() != null ? wish.initial() : wish.composite().initial();
        Request request = Request.of(wish.composite())
                .withInitial(initial)
                .withRange(range(model.effectivePreprocessing()))
                .withTaps(wish.nodes())
                .withWeightsOnce();
        Request precise = wish.precision().applied(request, canonized.graph());
        RelevanceGraph compiled = RelevanceCompiler.compile(canonized.graph(), precise);
        if (compiled.layers().stream().noneMatch(l -> l.layer().kind() == LayerKind.CONV)) {
            throw new ModelException("the model has no convolution: srmap explains convolutional classifiers");
        }
        Shape logits = canonized.graph().outputs().get(0).shape();
        Labels labels = labels(model, (int) logits.size(1));
        double proof = wish.proof() ? CanonizationProof.relativeError(model, canonized.graph()) : Double.NaN;
        Precision precision = precise.doubleForward() ? Precision.FLOAT64 : Precision.FLOAT32;
        return new Compilation(compiled, wish.composite().name(), initial, precision, steps(canonized), proof, labels);
    }

    /** Values that a preprocessed picture can have. */
    static InputRange range(Preprocessing preprocessing) {
        Preprocessing.FullRange range = preprocessing.fullRange();
        return new InputRange(
                range.low().stream().map(Float::doubleValue).toList(),
                range.high().stream().map(Float::doubleValue).toList());
    }

    /** What canonization did, in order: the name of each pass and how much it changed. */
    static List<String> steps(Passes.Rewritten canonized) {
        return canonized.steps().stream().map(s -> s.pass() + " " + s.changes()).toList();
    }

    static void requireChannels(Model model) {
        int given = model.effectivePreprocessing().channels().count();
        if (given != model.channels()) {
            throw new ModelException(
                    "the preprocessing gives " + given + " channels, but the model's input has " + model.channels());
        }
    }

    static Labels labels(Model model, int classes) {
        Labels given = model.labels();
        if (given == null) {
            return Labels.numbered(classes);
        }
        if (given.size() != classes) {
            throw new ModelException(
                    "the model tells " + classes + " classes apart, but there are " + given.size() + " labels");
        }
        return given;
    }
}
