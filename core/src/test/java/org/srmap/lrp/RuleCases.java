package org.srmap.lrp;

import java.util.List;
import org.srmap.rule.Composite;
import org.srmap.rule.Presets;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;

/** The rules with the parameters that the oracle tests go through. */
final class RuleCases {
    /** Large enough for float32 to tell the modes apart. */
    private static final Stabilizer CLIP = new Stabilizer(0.25, Stabilizer.Mode.CLIP, false);

    private static final Stabilizer NORM = new Stabilizer(0.1, Stabilizer.Mode.SIGN, true);
    private static final Stabilizer CLIP_NORM = new Stabilizer(0.3, Stabilizer.Mode.CLIP, true);
    private static final Stabilizer NONE = Stabilizer.sign(0);

    private RuleCases() {}

    /** The rules that need no weights. */
    static List<Rule> withoutWeights() {
        return List.of(
                new Rule.Gradient(),
                new Rule.Norm(Stabilizer.DEFAULT),
                new Rule.Norm(Stabilizer.sign(0.25)),
                new Rule.Norm(CLIP),
                new Rule.Epsilon(NONE),
                new Rule.Epsilon(Stabilizer.DEFAULT),
                new Rule.Epsilon(Stabilizer.sign(0.25)),
                new Rule.Epsilon(Stabilizer.add(0.25)),
                new Rule.Epsilon(CLIP),
                new Rule.Epsilon(NORM),
                new Rule.Epsilon(CLIP_NORM));
    }

    /** The rules on layers with weights. */
    static List<Rule> all() {
        return List.of(
                new Rule.Gradient(),
                new Rule.Epsilon(NONE),
                new Rule.Epsilon(Stabilizer.DEFAULT),
                new Rule.Epsilon(Stabilizer.sign(0.25)),
                new Rule.Epsilon(Stabilizer.add(0.25)),
                new Rule.Epsilon(CLIP),
                new Rule.Epsilon(NORM),
                new Rule.Epsilon(CLIP_NORM),
                new Rule.ZPlus(Stabilizer.DEFAULT),
                new Rule.ZPlus(Stabilizer.sign(0.5)),
                new Rule.ZPlus(CLIP),
                new Rule.AlphaBeta(2, 1, Stabilizer.DEFAULT),
                new Rule.AlphaBeta(1, 0, Stabilizer.DEFAULT),
                new Rule.AlphaBeta(1.5, 0.5, Stabilizer.sign(0.5)),
                new Rule.AlphaBeta(2, 1, CLIP),
                new Rule.Gamma(0.25, Stabilizer.DEFAULT),
                new Rule.Gamma(0, Stabilizer.DEFAULT),
                new Rule.Gamma(10, Stabilizer.sign(0.5)),
                new Rule.Gamma(1, NONE),
                new Rule.Box(null, null, Stabilizer.DEFAULT),
                new Rule.Box(List.of(-3.0), List.of(2.5), Stabilizer.sign(0.5)),
                new Rule.WSquare(Stabilizer.DEFAULT),
                new Rule.WSquare(Stabilizer.sign(0.5)),
                new Rule.Flat(Stabilizer.DEFAULT),
                new Rule.Flat(Stabilizer.sign(0.5)),
                new Rule.PositiveWeights(Stabilizer.add(1e-9)),
                new Rule.PositiveWeights(Stabilizer.sign(0.25)),
                new Rule.ClampedWeights(Stabilizer.sign(0.25)),
                new Rule.WithoutBias(new Rule.ZPlus(Stabilizer.DEFAULT)),
                new Rule.WithoutBias(new Rule.AlphaBeta(2, 1, Stabilizer.sign(0.25))),
                new Rule.WithoutBias(new Rule.WSquare(Stabilizer.DEFAULT)));
    }

    /** A rule for the node called "layer", what is usual for all others. */
    static Composite onLayer(Rule rule) {
        Composite rest = Presets.named("gradient");
        return Composite.named("one rule")
                .rule(Composite.Match.node("layer"), rule)
                .otherwise(rest)
                .build();
    }
}
