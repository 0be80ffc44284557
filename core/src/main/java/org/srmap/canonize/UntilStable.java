package org.srmap.canonize;

import java.util.List;
import java.util.stream.Collectors;
import org.srmap.graph.Graph;

/**
 * Applies passes one after the other, again and again, until none of them changes anything.
 *
 * @param passes the passes; what one does may let another one do more
 */
public record UntilStable(List<Pass> passes) implements Pass {
    /** More rounds than any nesting needs; stops passes that undo each other. */
    private static final int MOST_ROUNDS = 16;

    public UntilStable {
        passes = List.copyOf(passes);
    }

    @Override
    public Result apply(Graph graph) {
        Graph current = graph;
        int changes = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int before = changes;
            for (Pass pass : passes) {
                Result result = pass.apply(current);
                current = result.graph();
                changes += result.changes();
            }
            if (changes == before) {
                break;
            }
        }
        return new Result(current, changes);
    }

    @Override
    public String name() {
        return passes.stream().map(Pass::name).collect(Collectors.joining(", "));
    }
}
