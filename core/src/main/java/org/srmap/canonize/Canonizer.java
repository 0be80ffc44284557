package org.srmap.canonize;

import java.util.ArrayList;
import java.util.List;
import org.srmap.canonize.constant.ConstantRunner;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;

/** The passes in their order. */
public final class Canonizer {
    /** Passes look each change up in all nodes; far beyond this a file is no classifier. */
    private static final int MOST_NODES = 20_000;

    private Canonizer() {}

    /**
     * Brings a model into canonical form.
     *
     * @param model the model as it was read, with the output that is to be explained; not modified
     * @param sizes sizes of the input after the batch axis, for models that leave them open; may be empty
     * @param runner computes operators on weights that are not known here
     * @return the canonical graph, with one input of open batch size and one output N x classes, and the passes that
     *     changed something
     * @throws ModelException when the model is no single-input classifier
     */
    public static Passes.Rewritten canonize(Graph model, List<Long> sizes, ConstantRunner runner) {
        return Passes.run(requireReasonable(model), passes(sizes, runner));
    }

    /** All passes in their order. */
    static List<Pass> passes(List<Long> sizes, ConstantRunner runner) {
        List<Pass> passes = new ArrayList<>(first(sizes, runner));
        passes.addAll(List.of(
                new RefuseTrainingMode(),
                new DropIdentities(), // branches and evaluated pads may have left some
                new KeepBatch(),
                new FollowBatch(),
                new JoinTwoSides(),
                new ReplaceMaxMin(),
                new ExpandActivations(),
                new FuseLrn(), // before pads are merged
                new ExpandGroupNorm(), // before factors are folded
                new ReplaceGlobalMax(),
                new WriteOutWindows(),
                new FoldPad(),
                new TurnMatMul(),
                new MoveTransposes(), // before factors are folded
                new MergeMatMulAdd(),
                new FoldBatchNorm(),
                new FoldAffine(), // after batch norm: a scale next to it may have been uncovered
                new FoldBatchNorm(),
                new DropFinalSoftmax(),
                new DropFinalSigmoid(),
                new FlattenLogits()));
        return passes;
    }

    /** As {@link #canonize(Graph, List, ConstantRunner)}, without what only a runtime can evaluate. */
    public static Passes.Rewritten canonize(Graph model, List<Long> sizes) {
        return canonize(model, sizes, ConstantRunner.NONE);
    }

    /** A model with the shapes of its values told, as far as they can be. */
    static Graph settled(Graph model, List<Long> sizes, ConstantRunner runner) {
        return Passes.run(requireReasonable(model), first(sizes, runner)).graph();
    }

    private static Graph requireReasonable(Graph model) {
        if (model.nodes().size() > MOST_NODES) {
            throw new ModelException("the model has " + model.nodes().size() + " nodes; at most " + MOST_NODES
                    + " are supported (classifiers have some hundreds)");
        }
        return model;
    }

    /** The passes that make constant what is constant and open what is open. */
    private static List<Pass> first(List<Long> sizes, ConstantRunner runner) {
        return List.of(
                new WidenFloats(),
                new InlineConstants(),
                new UnfuseOperators(),
                new UpgradeOperators(), // needs constant axes
                new FixInput(sizes),
                new DropIdentities(),
                Passes.untilStable(List.of(
                        new FoldConstants(runner), new TakeBranches(), new WriteOutSizes(), new FlattenSoftmax())));
    }
}
