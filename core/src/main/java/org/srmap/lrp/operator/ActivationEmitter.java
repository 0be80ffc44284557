package org.srmap.lrp.operator;

import org.srmap.graph.Node;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Rule;

/** Functions of each element: relevance passes, or the gradient is taken. */
public final class ActivationEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Term relevance = step.relevance();
        if (step.rule() instanceof Rule.Pass) {
            step.give(0, relevance);
        } else if (step.rule() instanceof Rule.Gradient) {
            step.give(0, gradient(step, relevance));
        } else if (step.rule() instanceof Rule.Deconvnet) {
            step.give(0, relevance.positive());
        } else if (step.rule() instanceof Rule.GuidedBackprop) {
            step.give(0, gradient(step, relevance.positive()));
        } else {
            throw step.ruleRefused();
        }
    }

    private static Term gradient(Step step, Term r) {
        Emission e = step.e();
        Node node = step.node();
        Term x = step.in(0);
        Term y = step.out();
        Term zero = e.number(0);
        Term one = e.number(1);
        return switch (node.op()) {
            case "Relu" -> y.isAbove(0).where(r, zero);
            case "Clip" -> clip(step, r);
            case "LeakyRelu" -> x.isAbove(0).where(r, r.times(node.real("alpha", 0.01f)));
            case "PRelu" -> {
                if (step.isComputed(1)) {
                    throw step.unsupported("a slope that is computed");
                }
                yield x.isAbove(0).where(r, r.times(step.in(1)));
            }
            case "Elu" -> negativeExp(x, r, node.real("alpha", 1), 1);
            case "Celu" -> {
                Term slope = x.over(e.number(node.real("alpha", 1))).op("Exp");
                yield x.isAbove(0).where(r, r.times(slope));
            }
            case "Selu" -> negativeExp(x, r, node.real("alpha", 1.6732632f), node.real("gamma", 1.0507010f));
            case "Sigmoid" -> r.times(y.times(one.minus(y)));
            case "Tanh" -> r.times(one.minus(y.times(y)));
            case "Softplus" -> r.times(x.op("Sigmoid"));
            case "HardSigmoid" -> {
                Term inside = y.isAbove(0).op("And", y.isBelow(1));
                yield inside.where(r.times(node.real("alpha", 0.2f)), zero);
            }
            case "HardSwish" -> hardSwish(x, r);
            case "Erf" -> {
                Term bell = x.times(x).negated().op("Exp");
                yield r.times(bell.times(2 / Math.sqrt(Math.PI)));
            }
            default -> throw step.unsupported("its gradient is not known");
        };
    }

    private static Term negativeExp(Term x, Term r, double alpha, double gamma) {
        Term below = x.negative().op("Exp").times(alpha);
        Term slope = x.isAbove(0).where(x.emission().number(1), below);
        return r.times(slope.scaled(gamma));
    }

    /** Zero at both bounds and beyond, as in PyTorch's ReLU6 and Hardtanh. */
    private static Term clip(Step step, Term r) {
        Term zero = step.e().number(0);
        Term kept = r;
        if (step.node().hasInput(1)) {
            kept = step.in(0).op("Greater", step.in(1)).where(kept, zero);
        }
        if (step.node().hasInput(2)) {
            kept = step.in(0).op("Less", step.in(2)).where(kept, zero);
        }
        return kept;
    }

    private static Term hardSwish(Term x, Term r) {
        Emission e = x.emission();
        Term slope = x.times(1 / 3.0).plus(0.5);
        Term upper = x.isBelow(3).where(slope, e.number(1));
        return r.times(x.isAbove(-3).where(upper, e.number(0)));
    }
}
