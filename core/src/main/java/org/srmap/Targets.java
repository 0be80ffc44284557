package org.srmap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which classes of every picture are explained, and by what initial relevance.
 *
 * @param targets the classes; one explanation each
 * @param against the class to compare with under {@link org.srmap.rule.Initial#DIFFERENCE}; {@link Target#top} stands for
 *     the strongest other class, a rank for a rank among the other classes
 * @param vector the whole initial relevance, one number per class, under {@link org.srmap.rule.Initial#VECTOR}; the
 *     targets are then only what results are called by
 */
public record Targets(List<Target> targets, Target against, float @Nullable [] vector) {

    public Targets {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no target; at least one class is to be explained");
        }
    }

    /** Classes, each against the strongest other class where that matters. */
    public static Targets of(List<Target> targets) {
        return new Targets(targets, Target.top(), null);
    }

    /** These targets with another class to compare with. */
    public Targets against(Target other) {
        return new Targets(targets, other, vector);
    }

    /** These targets with the whole initial relevance given. */
    public Targets from(float @Nullable [] initial) {
        return new Targets(targets, against, initial);
    }
}
