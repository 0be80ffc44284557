package org.srmap.lrp.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.canonize.shape.Slices;
import org.srmap.graph.Attribute;
import org.srmap.graph.Dim;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;

/** Operators that move elements: relevance moves back, under every rule. */
public final class RelocationEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        switch (step.node().op()) {
            case "Flatten", "Reshape", "Squeeze", "Unsqueeze" ->
                step.give(0, step.relevance().reshape(step.shapeIn(0).sizes()));
            case "Transpose" -> step.give(0, transposed(step));
            case "Concat" -> concat(step);
            case "Split" -> split(step);
            case "Slice" -> step.give(0, slice(step));
            case "Pad" -> step.give(0, pad(step));
            case "Gather" -> step.give(0, gather(step));
            case "Expand" -> step.give(0, step.relevance().unbroadcast(step.shapeOut(), step.shapeIn(0)));
            case "DepthToSpace" -> step.give(0, blocks(step));
            case "SpaceToDepth" -> step.give(0, inBlocks(step, "DepthToSpace"));
            case "Identity" -> step.give(0, step.relevance());
            default -> throw step.unsupported("relevance through it is not known");
        }
    }

    private static Term transposed(Step step) {
        int rank = step.shapeIn(0).rank();
        long[] given = step.node().integers("perm");
        long[] back = new long[rank];
        for (int i = 0; i < rank; i++) {
            back[given == null ? rank - 1 - i : (int) given[i]] = i;
        }
        return step.relevance().transpose(back);
    }

    private static void concat(Step step) {
        int axis = ShapeInference.axis(
                step.node().integer("axis", 0), step.shapeOut().rank());
        long start = 0;
        for (int i = 0; i < step.node().inputs().size(); i++) {
            long size = step.shapeIn(i).size(axis);
            if (step.isComputed(i)) {
                step.give(i, step.relevance().slice(axis, start, start + size));
            }
            start += size;
        }
    }

    private static void split(Step step) {
        Node node = step.node();
        List<Term> parts = new ArrayList<>();
        for (int i = 0; i < node.outputs().size(); i++) {
            Term part = step.relevance(i);
            parts.add(
                    part != null ? part : step.e().value(node.outputs().get(i)).times(0));
        }
        step.give(0, Term.concat(node.integer("axis", 0), parts));
    }

    private static Term slice(Step step) {
        Shape in = step.shapeIn(0);
        Slices slices = Slices.of(step.node(), in, step.e().shapes());
        if (slices == null) {
            throw step.unsupported("indices that are computed");
        }
        Term relevance = step.relevance();
        Shape now = step.shapeOut();
        long[] pads = new long[2 * in.rank()];
        for (int i = 0; i < slices.axes().length; i++) {
            int axis = slices.axes()[i];
            long distance = Math.abs(slices.steps()[i]);
            long span = (slices.counts()[i] - 1) * distance + 1; // from the first element taken to the last
            long start = slices.starts()[i];
            if (slices.steps()[i] < 0) {
                relevance = relevance.flip(axis, 1);
                start -= span - 1;
            }
            if (distance != 1) {
                relevance = spread(relevance, now, axis, distance);
                now = now.with(axis, Dim.of(span));
            }
            pads[axis] = start;
            pads[in.rank() + axis] = in.size(axis) - start - span;
        }
        return relevance.pad(pads);
    }

    /** Puts step - 1 zeros between neighbours on an axis. */
    private static Term spread(Term value, Shape shape, int axis, long step) {
        long[] split = insert(shape.sizes(), axis + 1, 1);
        long[] pads = new long[2 * split.length];
        pads[split.length + axis + 1] = step - 1;
        long[] joined = shape.sizes();
        joined[axis] = shape.size(axis) * step;
        Term spread = value.reshape(split).pad(pads).reshape(joined);
        return spread.slice(axis, 0, joined[axis] - step + 1);
    }

    private static long[] insert(long[] sizes, int at, long value) {
        long[] longer = new long[sizes.length + 1];
        System.arraycopy(sizes, 0, longer, 0, at);
        longer[at] = value;
        System.arraycopy(sizes, at, longer, at + 1, sizes.length - at);
        return longer;
    }

    private static Term pad(Step step) {
        long[] pads = amounts(step);
        if (pads == null || !step.node().text("mode", "constant").equals("constant")) {
            throw step.unsupported("padding that is computed, reflected or repeated");
        }
        int rank = pads.length / 2;
        long[] starts = new long[rank];
        long[] ends = new long[rank];
        long[] axes = new long[rank];
        long[] steps = new long[rank];
        Arrays.fill(steps, 1);
        for (int i = 0; i < rank; i++) {
            if (pads[i] < 0 || pads[rank + i] < 0) {
                throw step.unsupported("negative padding");
            }
            axes[i] = i;
            starts[i] = pads[i];
            ends[i] = pads[rank + i] == 0 ? Integer.MAX_VALUE : -pads[rank + i];
        }
        return step.relevance().slice(starts, ends, axes, steps);
    }

    private static long @Nullable [] amounts(Step step) {
        return step.node().hasInput(3)
                ? null
                : step.e().shapes().longs(step.node().input(1));
    }

    /** One constant index along an axis: the others get nothing. */
    private static Term gather(Step step) {
        Shape in = step.shapeIn(0);
        int axis = ShapeInference.axis(step.node().integer("axis", 0), in.rank());
        long[] indices = step.e().shapes().longs(step.node().input(1));
        if (indices == null || indices.length != 1 || axis == 0) {
            throw step.unsupported("other than one constant index beyond the batch axis");
        }
        long[] kept = in.with(axis, Dim.of(1)).sizes();
        long index = indices[0] < 0 ? indices[0] + in.size(axis) : indices[0];
        long[] pads = new long[2 * in.rank()];
        pads[axis] = index;
        pads[in.rank() + axis] = in.size(axis) - 1 - index;
        return step.relevance().reshape(kept).pad(pads);
    }

    private static Term blocks(Step step) {
        if (!step.node().text("mode", "DCR").equals("DCR")) {
            throw step.unsupported("a mode other than DCR");
        }
        return inBlocks(step, "SpaceToDepth");
    }

    private static Term inBlocks(Step step, String inverse) {
        Attribute size = new Attribute.Int(step.node().integer("blocksize", 1));
        return step.relevance().op(inverse, Map.of("blocksize", size));
    }
}
