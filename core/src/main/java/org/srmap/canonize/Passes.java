package org.srmap.canonize;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.graph.Validator;

/** Runs passes: each result is validated, and a pass that breaks the graph is named. */
public final class Passes {
    /** More rounds than any nesting of branches needs; stops passes that undo each other. */
    private static final int MOST_ROUNDS = 100;

    private Passes() {}

    /**
     * What one pass did.
     *
     * @param pass its name
     * @param changes number of changes
     */
    public record Step(String pass, int changes) {
        @Override
        public String toString() {
            return pass + " " + changes;
        }
    }

    /**
     * A graph after passes.
     *
     * @param graph the graph
     * @param steps the passes that changed something, in order
     */
    public record Rewritten(Graph graph, List<Step> steps) {
        public Rewritten {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Applies passes one after the other.
     *
     * @param graph not modified
     * @throws ModelException when a pass cannot work with what the file says; it names the pass
     * @throws IllegalStateException when a pass breaks the graph; it names the pass
     */
    public static Rewritten run(Graph graph, List<Pass> passes) {
        Graph current = graph;
        List<Step> steps = new ArrayList<>();
        for (Pass pass : passes) {
            Pass.Result result = apply(pass, current);
            if (result.changes() > 0) {
                steps.add(new Step(pass.name(), result.changes()));
            }
            current = result.graph();
        }
        return new Rewritten(current, steps);
    }

    /**
     * A pass that applies others in turn, again and again, until none of them changes anything.
     *
     * @param passes what one does may let another one do more
     */
    public static Pass untilStable(List<Pass> passes) {
        return new UntilStable(List.copyOf(passes));
    }

    record UntilStable(List<Pass> passes) implements Pass {
        @Override
        public Result apply(Graph graph) {
            Graph current = graph;
            int changes = 0;
            for (int round = 0; round < MOST_ROUNDS; round++) {
                int before = changes;
                for (Pass pass : passes) {
                    Result result = Passes.apply(pass, current);
                    current = result.graph();
                    changes += result.changes();
                }
                if (changes == before) {
                    return new Result(current, changes);
                }
            }
            throw new IllegalStateException(
                    "the passes " + name() + " still change the graph after " + MOST_ROUNDS + " rounds");
        }

        @Override
        public String name() {
            return passes.stream().map(Pass::name).collect(Collectors.joining(", "));
        }
    }

    private static Pass.Result apply(Pass pass, Graph graph) {
        Pass.Result result = pass.apply(graph);
        List<Problem> problems = Validator.problems(result.graph());
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the pass " + pass.name() + " broke the graph: " + problems);
        }
        return result;
    }
}
