package org.srmap.lrp.linear;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Dim;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Term;

/** A linear layer that is a node: its weights are the node's second input, its bias the third. */
abstract class NodeLayer implements Linear {
    final Emission e;
    final Node node;
    private final Shape in;
    private final Shape out;

    NodeLayer(Emission e, Node node) {
        this(e, node, e.shape(node.input(0)), e.shape(node.output()));
    }

    NodeLayer(Emission e, Node node, Shape in, Shape out) {
        this.e = e;
        this.node = node;
        this.in = in;
        this.out = out;
    }

    /** Name of the value that is the output, bias included. */
    String outputName() {
        return node.output();
    }

    /** The bias in a form that can be combined with z element by element. */
    Term broadcast(Term bias) {
        long[] sizes = new long[out.rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = out.size(1);
        return bias.reshape(sizes);
    }

    @Override
    public Term x() {
        return e.value(node.input(0));
    }

    @Override
    public Term output() {
        return e.value(outputName());
    }

    @Override
    public Denominator z() {
        Term b = bias();
        return Denominator.ofOutput(e, outputName(), b == null ? null : () -> broadcast(b));
    }

    @Override
    public Denominator denominator(Term z, @Nullable Term bias) {
        return Denominator.of(z, bias == null ? null : () -> broadcast(bias));
    }

    @Override
    public boolean isRectified() {
        return e.vanishing().whereNotPositive(outputName());
    }

    @Override
    public Term ones() {
        return e.filled(1, in.with(0, Dim.of(1)).sizes());
    }

    @Override
    public Term withBias(Term z) {
        Term b = bias();
        return b == null ? z : z.plus(broadcast(b));
    }

    @Override
    public Shape in() {
        return in;
    }

    @Override
    public Shape out() {
        return out;
    }

    @Override
    public boolean hasWeight() {
        return true;
    }

    @Override
    public Term weight() {
        return e.value(node.input(1));
    }

    @Override
    public @Nullable Term bias() {
        return node.hasInput(2) ? e.value(node.input(2)) : null;
    }

    @Override
    public Term back(Term s) {
        return back(s, weight());
    }

    @Override
    public boolean stacks() {
        return false;
    }
}
