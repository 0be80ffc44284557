package org.srmap.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a layer passes the relevance of its output on to its input.
 *
 * <p>Notation of the formulas: x input, w weight, b bias, f(x; w, b) the layer's linear map, fT its transpose, R and R'
 * relevance of output and input, x+ = max(x, 0), x- = min(x, 0), s(z) the stabilized denominator.
 */
public sealed interface Rule {

    /** What the library knows of all rules of this kind. */
    default RuleKind kind() {
        return RuleKind.of(getClass());
    }

    /** The name that composites, reports and the command line use. */
    default String name() {
        return kind().id();
    }

    /** Whether the sum of relevance stays the same on a layer. */
    default Conservation conserves(Layer layer) {
        return kind().row().conservation().on(layer);
    }

    /**
     * Whether relevance jumps where a ReLU or a pooling window decides otherwise, so that the rounding of float32 can
     * show in it.
     */
    default boolean jumps() {
        return kind().row().jumps(this);
    }

    /** A rule with a denominator that is kept away from zero. */
    sealed interface Stabilized extends Rule {
        /** How that is done. */
        Stabilizer stabilizer();
    }

    /** R' = x * fT(R / s(f(x; w, b)); w); Bach et al. 2015, equation 58. Epsilon 0 is LRP-0. */
    record Epsilon(Stabilizer stabilizer) implements Stabilized {}

    /** z = f(x+; w+) + f(x-; w-) + b+, R' = x+ * fT(R/s(z); w+) + x- * fT(R/s(z); w-); Montavon et al. 2017. */
    record ZPlus(Stabilizer stabilizer) implements Stabilized {}

    /**
     * Alpha times the positive contributions' shares minus beta times the negative ones'; Bach et al. 2015, equation
     * 60. alpha - beta = 1, both at least 0.
     */
    record AlphaBeta(double alpha, double beta, Stabilizer stabilizer) implements Stabilized {
        public AlphaBeta {
            if (!(alpha >= 0) || !(beta >= 0) || Math.abs(alpha - beta - 1) > 1e-9) {
                throw new IllegalArgumentException("alpha-beta: alpha " + alpha + ", beta " + beta
                        + "; both must be at least 0 and alpha - beta must be 1");
            }
        }
    }

    /**
     * Generalised gamma (Montavon et al. 2019; for inputs of any sign as in Zennit): contributions that agree with the
     * output's sign are strengthened by gamma.
     */
    record Gamma(double gamma, Stabilizer stabilizer) implements Stabilized {
        public Gamma {
            if (!(gamma >= 0) || Double.isInfinite(gamma)) {
                throw new IllegalArgumentException("gamma: " + gamma + "; a finite number of at least 0 is needed");
            }
        }
    }

    /**
     * z-box: z = f(x; w) - f(low; w+) - f(high; w-), R' = x * fT(R/s(z); w) - low * fT(R/s(z); w+) - high * fT(R/s(z);
     * w-); Montavon et al. 2017.
     *
     * @param low smallest value of each input channel; null: of the model's preprocessing
     * @param high largest value of each input channel; null: of the model's preprocessing
     */
    record Box(@Nullable List<Double> low, @Nullable List<Double> high, Stabilizer stabilizer) implements Stabilized {
        public Box {
            if ((low == null) != (high == null)) {
                throw new IllegalArgumentException("box: low and high belong together");
            }
            if (low != null && high != null && (low.isEmpty() || low.size() != high.size())) {
                throw new IllegalArgumentException("box: " + low.size() + " values of low and " + high.size()
                        + " of high; one of each per channel");
            }
        }
    }

    /** Epsilon with x := 1, w := w^2, b := b^2; Montavon et al. 2017. */
    record WSquare(Stabilizer stabilizer) implements Stabilized {}

    /** Epsilon with x := 1, w := 1, b := 0; Lapuschkin et al. 2019. */
    record Flat(Stabilizer stabilizer) implements Stabilized {}

    /** Epsilon on a layer without parameters: average pooling, sum of branches. */
    record Norm(Stabilizer stabilizer) implements Stabilized {}

    /** z = f(x; w+) without bias, R' = x * fT(R/s(z); w+), whatever the sign of x; dense layers in Li et al. 2019. */
    record PositiveWeights(Stabilizer stabilizer) implements Stabilized {}

    /** z = f(x; w+) + b+, R' = x * fT(R/s(z); w+): Captum's alpha 1, beta 0, which does not look at the sign of x. */
    record ClampedWeights(Stabilizer stabilizer) implements Stabilized {}

    /**
     * Another rule on the layer as if it had no bias.
     *
     * @param rule a rule of which {@link RuleKind#hasOptionalBias} is true
     */
    record WithoutBias(Rule rule) implements Rule {
        public WithoutBias {
            if (rule instanceof WithoutBias || !rule.kind().hasOptionalBias()) {
                throw new IllegalArgumentException(
                        "bias: false is for " + RuleKind.names(RuleKind::hasOptionalBias) + ", not for " + rule.name());
            }
        }

        @Override
        public RuleKind kind() {
            return rule.kind();
        }

        @Override
        public Conservation conserves(Layer layer) {
            return Conservation.YES;
        }

        @Override
        public boolean jumps() {
            return rule.jumps();
        }
    }

    /** R' = R. */
    record Pass() implements Rule {}

    /** R' = fT(R; w), through an activation R * f'(x): relevance as the gradient. */
    record Gradient() implements Rule {}

    /** On a ReLU: R' = max(R, 0); Zeiler and Fergus 2014. */
    record Deconvnet() implements Rule {}

    /** On a ReLU: the gradient where R is positive; Springenberg et al. 2015. */
    record GuidedBackprop() implements Rule {}

    /** Max pooling treated as average pooling under {@link Norm}. */
    record AverageOfWindow(Stabilizer stabilizer) implements Stabilized {}
}
