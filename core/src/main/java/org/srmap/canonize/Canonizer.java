package org.srmap.canonize;

import java.util.List;
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
     * @param model the model as it was read; not modified
     * @param sizes sizes of the input after the batch axis, for models that leave them open; may be empty
     * @return the canonical graph, with one input of open batch size and one output N x classes, and the passes that
     *     changed something
     * @throws ModelException when the model is no single-input classifier
     */
    public static Passes.Rewritten canonize(Graph model, List<Long> sizes) {
        if (model.nodes().size() > MOST_NODES) {
            throw new ModelException("the model has " + model.nodes().size() + " nodes; at most " + MOST_NODES
                    + " are taken (classifiers have some hundreds)");
        }
        return Passes.run(
                model,
                List.of(
                        new WidenFloats(),
                        new InlineConstants(),
                        new UpgradeOperators(), // needs constant axes
                        new FixInput(sizes),
                        new DropIdentities(),
                        Passes.untilStable(List.of(new FoldConstants(), new TakeBranches(), new WriteOutSizes())),
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
}
