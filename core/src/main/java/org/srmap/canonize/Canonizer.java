package org.srmap.canonize;

import java.util.ArrayList;
import java.util.List;
import org.srmap.graph.Graph;
import org.srmap.graph.Problem;
import org.srmap.graph.Validator;

/** The passes in their order. */
public final class Canonizer {
    private Canonizer() {}

    /**
     * What one pass did.
     *
     * @param pass its name
     * @param changes number of changes
     */
    public record Step(String pass, int changes) {}

    /**
     * A canonical graph and how it came about.
     *
     * @param graph the graph: one input with open batch size, one output N x classes
     * @param steps the passes that changed something
     */
    public record Canonized(Graph graph, List<Step> steps) {
        public Canonized {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Brings a model into canonical form.
     *
     * @param model the model as it was read; not modified
     * @param sizes sizes of the input after the batch axis, for models that leave them open; may be empty
     * @throws org.srmap.graph.ModelException when the model is no single-input classifier
     */
    public static Canonized canonize(Graph model, List<Long> sizes) {
        return run(
                model,
                List.of(
                        new WidenFloats(),
                        new InlineConstants(),
                        new UpgradeOperators(), // needs constant axes
                        new FixInput(sizes),
                        new DropIdentities(),
                        new UntilStable(List.of(new FoldConstants(), new TakeBranches())),
                        new FuseLrn(), // before pads are merged
                        new WriteOutWindows(),
                        new FoldPad(),
                        new MergeMatMulAdd(),
                        new FoldBatchNorm(),
                        new FoldAffine(), // after batch norm: a scale next to it may have been uncovered
                        new FoldBatchNorm(),
                        new DropFinalSoftmax(),
                        new FlattenLogits()));
    }

    /** Applies passes, each result validated; a pass that breaks the graph is named. */
    public static Canonized run(Graph model, List<Pass> passes) {
        Graph graph = model;
        List<Step> steps = new ArrayList<>();
        for (Pass pass : passes) {
            Pass.Result result = pass.apply(graph);
            List<Problem> problems = Validator.problems(result.graph());
            if (!problems.isEmpty()) {
                throw new IllegalStateException("the pass " + pass.name() + " broke the graph: " + problems);
            }
            if (result.changes() > 0) {
                steps.add(new Step(pass.name(), result.changes()));
            }
            graph = result.graph();
        }
        return new Canonized(graph, steps);
    }
}
