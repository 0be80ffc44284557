package org.srmap.canonize;

import java.util.ArrayList;
import java.util.List;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.graph.Validator;

/** The passes in their order. */
public final class Canonizer {
    /** Passes look each change up in all nodes; far beyond this a file is no classifier. */
    private static final int MOST_NODES = 20_000;

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
        if (model.nodes().size() > MOST_NODES) {
            throw new ModelException("the model has " + model.nodes().size() + " nodes; at most " + MOST_NODES
                    + " are taken (classifiers have some hundreds)");
        }
        return run(
                model,
                List.of(
                        new WidenFloats(),
                        new InlineConstants(),
                        new UpgradeOperators(), // needs constant axes
                        new FixInput(sizes),
                        new DropIdentities(),
                        new UntilStable(List.of(new FoldConstants(), new TakeBranches(), new WriteOutSizes())),
                        new DropIdentities(), // branches and evaluated pads may have left some
                        new ReplaceMaxMin(),
                        new ExpandActivations(),
                        new FuseLrn(), // before pads are merged
                        new ExpandGroupNorm(), // before factors are folded
                        new ReplaceGlobalMax(),
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
            Pass.Result result = apply(pass, graph);
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

    /** Passes trust attributes to be sensible; where a file's are not, that is the file's fault. */
    private static Pass.Result apply(Pass pass, Graph graph) {
        try {
            return pass.apply(graph);
        } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
            throw new ModelException("the model's shapes or attributes do not fit each other: the pass " + pass.name()
                    + " fails on them (" + e.getMessage() + ")");
        }
    }
}
