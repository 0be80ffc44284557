package org.srmap.testing;

import java.util.Arrays;
import java.util.List;
import org.srmap.rule.InputRange;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;

/**
 * The rules of relevance propagation, each as its formula on the matrix of a layer, in double precision, for one
 * picture.
 */
public final class RuleOracle {
    private final LinearMap map;
    private final double[] x;
    private final double[] relevance;
    private final double[] result;
    private final double[] sensitivity;

    /**
     * Relevance of the input.
     *
     * @param values one number per input element
     * @param sensitivity per element, the sum of the absolute contributions to it, each with the relative error that
     *     the cancellation in its denominator lets through: a first-order bound of the rounding error in units of the
     *     rounding of one operation
     */
    public record Outcome(double[] values, double[] sensitivity) {}

    private record Branch(double[] x, double[][] w) {}

    private RuleOracle(LinearMap map, double[] x, double[] relevance) {
        this.map = map;
        this.x = x;
        this.relevance = relevance;
        this.result = new double[map.inputs()];
        this.sensitivity = new double[map.inputs()];
    }

    /**
     * Applies a rule.
     *
     * @param range range of the input for the box rule, per channel
     */
    public static Outcome apply(Rule rule, LinearMap map, double[] x, double[] relevance, InputRange range) {
        RuleOracle oracle = new RuleOracle(map, x, relevance);
        oracle.apply(rule, range);
        return new Outcome(oracle.result, oracle.sensitivity);
    }

    private void apply(Rule asked, InputRange range) {
        Rule rule = asked instanceof Rule.WithoutBias without ? without.rule() : asked;
        double[] b = asked instanceof Rule.WithoutBias ? new double[map.bias().length] : map.bias();
        double[][] w = map.w();
        double[] ones = filled(1);
        if (rule instanceof Rule.Epsilon r) {
            part(1, relevance, r.stabilizer(), b, new Branch(x, w));
        } else if (rule instanceof Rule.Norm r) {
            part(1, relevance, r.stabilizer(), b, new Branch(x, w));
        } else if (rule instanceof Rule.AverageOfWindow r) {
            part(1, relevance, r.stabilizer(), b, new Branch(x, w));
        } else if (rule instanceof Rule.ZPlus r) {
            part(1, relevance, r.stabilizer(), up(b), new Branch(up(x), up(w)), new Branch(down(x), down(w)));
        } else if (rule instanceof Rule.AlphaBeta r) {
            Stabilizer s = r.stabilizer();
            part(r.alpha(), relevance, s, up(b), new Branch(up(x), up(w)), new Branch(down(x), down(w)));
            part(-r.beta(), relevance, s, down(b), new Branch(down(x), up(w)), new Branch(up(x), down(w)));
        } else if (rule instanceof Rule.Gamma r) {
            gamma(r);
        } else if (rule instanceof Rule.Box r) {
            InputRange own = r.low() == null ? range : new InputRange(r.low(), r.high());
            double[] none = new double[b.length];
            Branch low = new Branch(perChannel(own.low()), up(w));
            Branch high = new Branch(perChannel(own.high()), down(w));
            part(1, relevance, r.stabilizer(), none, new Branch(x, w), low, high);
        } else if (rule instanceof Rule.WSquare r) {
            double[] squaredBias = Arrays.stream(b).map(v -> v * v).toArray();
            part(1, relevance, r.stabilizer(), squaredBias, new Branch(ones, map.weights(v -> v * v)));
        } else if (rule instanceof Rule.Flat r) {
            part(1, relevance, r.stabilizer(), new double[b.length], new Branch(ones, map.taps()));
        } else if (rule instanceof Rule.PositiveWeights r) {
            part(1, relevance, r.stabilizer(), new double[b.length], new Branch(x, up(w)));
        } else if (rule instanceof Rule.ClampedWeights r) {
            part(1, relevance, r.stabilizer(), up(b), new Branch(x, up(w)));
        } else if (rule instanceof Rule.Gradient) {
            addTransposed(1, ones, w, relevance, filledOutputs(1));
        } else {
            throw new AssertionError("no formula for " + rule);
        }
    }

    private void gamma(Rule.Gamma r) {
        double[] z = map.apply(x);
        double g = r.gamma();
        double[][] favourUp = map.weights(v -> v + g * Math.max(v, 0));
        double[][] favourDown = map.weights(v -> v + g * Math.min(v, 0));
        double[] above = relevance.clone();
        double[] below = relevance.clone();
        for (int j = 0; j < z.length; j++) {
            above[j] = z[j] > 0 ? above[j] : 0;
            below[j] = z[j] < 0 ? below[j] : 0;
        }
        double[] b = map.bias();
        double[] biasUp = Arrays.stream(b).map(v -> v + g * Math.max(v, 0)).toArray();
        double[] biasDown = Arrays.stream(b).map(v -> v + g * Math.min(v, 0)).toArray();
        part(1, above, r.stabilizer(), biasUp, new Branch(up(x), favourUp), new Branch(down(x), favourDown));
        part(1, below, r.stabilizer(), biasDown, new Branch(up(x), favourDown), new Branch(down(x), favourUp));
    }

    /** Adds factor * sum over branches of x * wT(R / s(z)), z = sum over branches of w x, plus bias. */
    private void part(double factor, double[] r, Stabilizer stabilizer, double[] bias, Branch... branches) {
        double[] z = bias.clone();
        double[] size = Arrays.stream(bias).map(Math::abs).toArray();
        for (Branch branch : branches) {
            for (int j = 0; j < z.length; j++) {
                for (int i = 0; i < branch.x.length; i++) {
                    z[j] += branch.w[j][i] * branch.x[i];
                    size[j] += Math.abs(branch.w[j][i] * branch.x[i]);
                }
            }
        }
        double[] s = stabilized(z, stabilizer);
        double[] share = new double[z.length];
        double[] error = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            share[j] = r[j] / s[j];
            error[j] = 2 + (Double.isInfinite(s[j]) ? 0 : size[j] / Math.abs(s[j]));
        }
        for (Branch branch : branches) {
            addTransposed(factor, branch.x, branch.w, share, error);
        }
    }

    private void addTransposed(double factor, double[] by, double[][] w, double[] share, double[] error) {
        for (int j = 0; j < share.length; j++) {
            for (int i = 0; i < by.length; i++) {
                double contribution = factor * by[i] * w[j][i] * share[j];
                result[i] += contribution;
                sensitivity[i] += Math.abs(contribution) * error[j];
            }
        }
    }

    /** The denominator as {@link Stabilizer.Mode} describes it; infinite where nothing must pass. */
    static double[] stabilized(double[] z, Stabilizer stabilizer) {
        double mean = Arrays.stream(z).map(v -> v * v).sum() / z.length;
        double epsilon = stabilizer.epsilon() * (stabilizer.normScale() ? Math.sqrt(mean) : 1);
        return Arrays.stream(z)
                .map(v -> {
                    double sign = v < 0 ? -1 : 1;
                    if (epsilon == 0) {
                        return v == 0 ? Double.POSITIVE_INFINITY : v;
                    }
                    return switch (stabilizer.mode()) {
                        case SIGN -> v + sign * epsilon;
                        case CLIP -> sign * Math.max(Math.abs(v), epsilon);
                        case ADD -> v + epsilon;
                    };
                })
                .toArray();
    }

    private double[] perChannel(List<Double> bounds) {
        double[] all = new double[x.length];
        int each = x.length / bounds.size();
        // the box rule subtracts what the bounds contribute
        Arrays.setAll(all, i -> -bounds.get(i / each).floatValue());
        return all;
    }

    private double[] filled(double value) {
        double[] all = new double[map.inputs()];
        Arrays.fill(all, value);
        return all;
    }

    private double[] filledOutputs(double value) {
        double[] all = new double[map.outputs()];
        Arrays.fill(all, value);
        return all;
    }

    private static double[] up(double[] v) {
        return Arrays.stream(v).map(e -> Math.max(e, 0)).toArray();
    }

    private static double[] down(double[] v) {
        return Arrays.stream(v).map(e -> Math.min(e, 0)).toArray();
    }

    private static double[][] up(double[][] w) {
        return Arrays.stream(w).map(RuleOracle::up).toArray(double[][]::new);
    }

    private static double[][] down(double[][] w) {
        return Arrays.stream(w).map(RuleOracle::down).toArray(double[][]::new);
    }
}
