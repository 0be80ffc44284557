package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Term;

/** A linear layer whose bias a rule does not see. */
record BiaslessLayer(Linear layer) implements Linear {
    @Override
    public Term x() {
        return layer.x();
    }

    @Override
    public Term output() {
        return layer.output();
    }

    @Override
    public Denominator z() {
        return layer.z();
    }

    @Override
    public boolean isRectified() {
        return layer.isRectified();
    }

    @Override
    public Term ones() {
        return layer.ones();
    }

    @Override
    public Shape in() {
        return layer.in();
    }

    @Override
    public Shape out() {
        return layer.out();
    }

    @Override
    public boolean hasWeight() {
        return layer.hasWeight();
    }

    @Override
    public Term weight() {
        return layer.weight();
    }

    @Override
    public @Nullable Term bias() {
        return null;
    }

    @Override
    public Denominator forward(Term x, Term weight, @Nullable Term bias) {
        return layer.forward(x, weight, bias);
    }

    @Override
    public Denominator denominator(Term z, @Nullable Term bias) {
        return layer.denominator(z, bias);
    }

    @Override
    public Term withBias(Term z) {
        return layer.withBias(z);
    }

    @Override
    public Term back(Term s, Term weight) {
        return layer.back(s, weight);
    }

    @Override
    public Term back(Term s) {
        return layer.back(s);
    }

    @Override
    public boolean stacks() {
        return layer.stacks();
    }
}
