package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.InputRange;
import org.srmap.rule.Rule;

/** Appends the operators of a rule on a linear layer. One per rule. */
interface RuleEmitter {

    /**
     * Appends R'.
     *
     * @param layer the layer
     * @param relevance R, of the shape of the layer's output
     * @return R', of the shape of the layer's input (or one that broadcasts to it)
     */
    Term emit(Linear layer, Term relevance);

    /** The emitter of a rule on linear layers; null for rules that do not apply to them. */
    static @Nullable RuleEmitter of(Rule rule, InputRange range) {
        if (rule instanceof Rule.Epsilon r) {
            return new EpsilonEmitter(r.stabilizer());
        } else if (rule instanceof Rule.Norm r) {
            return new EpsilonEmitter(r.stabilizer());
        } else if (rule instanceof Rule.ZPlus r) {
            return new SignedEmitter(1, 0, r.stabilizer());
        } else if (rule instanceof Rule.AlphaBeta r) {
            return new SignedEmitter(r.alpha(), r.beta(), r.stabilizer());
        } else if (rule instanceof Rule.Gamma r) {
            return new GammaEmitter(r.gamma(), r.stabilizer());
        } else if (rule instanceof Rule.Box r) {
            return new BoxEmitter(range.of(r), r.stabilizer());
        } else if (rule instanceof Rule.WSquare r) {
            return new WSquareEmitter(r.stabilizer());
        } else if (rule instanceof Rule.Flat r) {
            return new FlatEmitter(r.stabilizer());
        } else if (rule instanceof Rule.PositiveWeights r) {
            return new PositiveWeightsEmitter(r.stabilizer());
        } else if (rule instanceof Rule.ClampedWeights r) {
            return new ClampedWeightsEmitter(r.stabilizer());
        } else if (rule instanceof Rule.WithoutBias r) {
            RuleEmitter whole = of(r.rule(), range);
            return whole == null ? null : (layer, relevance) -> whole.emit(new BiaslessLayer(layer), relevance);
        } else if (rule instanceof Rule.Gradient) {
            return Linear::back;
        }
        return null;
    }
}
