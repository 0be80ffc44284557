package org.srmap.lrp.operator;

import org.srmap.graph.Node;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.rule.Rule;

/** Functions of each element: relevance passes, or the gradient is taken. */
public final class ActivationEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Emission e = step.e();
        String relevance = step.relevance();
        if (step.rule() instanceof Rule.Pass) {
            step.give(0, relevance);
        } else if (step.rule() instanceof Rule.Gradient) {
            step.give(0, gradient(step, relevance));
        } else if (step.rule() instanceof Rule.Deconvnet) {
            step.give(0, e.positive(relevance));
        } else if (step.rule() instanceof Rule.GuidedBackprop) {
            step.give(0, gradient(step, e.positive(relevance)));
        } else {
            throw step.ruleRefused();
        }
    }

    private static String gradient(Step step, String r) {
        Emission e = step.e();
        Node node = step.node();
        String x = step.in(0);
        String y = step.out();
        String zero = e.scalar(0);
        String one = e.scalar(1);
        return switch (node.op()) {
            case "Relu" -> e.where(e.op("Greater", y, zero), r, zero);
            case "Clip" -> clip(step, r);
            case "LeakyRelu" -> e.where(e.op("Greater", x, zero), r, e.mul(r, e.scalar(node.real("alpha", 0.01f))));
            case "PRelu" -> {
                if (step.isComputed(1)) {
                    throw step.unsupported("a slope that is computed");
                }
                yield e.where(e.op("Greater", x, zero), r, e.mul(r, node.input(1)));
            }
            case "Elu" -> negativeExp(e, x, r, node.real("alpha", 1), 1);
            case "Celu" -> {
                double alpha = node.real("alpha", 1);
                String slope = e.op("Exp", e.div(x, e.scalar(alpha)));
                yield e.where(e.op("Greater", x, zero), r, e.mul(r, slope));
            }
            case "Selu" -> negativeExp(e, x, r, node.real("alpha", 1.6732632f), node.real("gamma", 1.0507010f));
            case "Sigmoid" -> e.mul(r, e.mul(y, e.sub(one, y)));
            case "Tanh" -> e.mul(r, e.sub(one, e.mul(y, y)));
            case "Softplus" -> e.mul(r, e.op("Sigmoid", x));
            case "HardSigmoid" -> {
                String inside = e.op("And", e.op("Greater", y, zero), e.op("Less", y, one));
                yield e.where(inside, e.mul(r, e.scalar(node.real("alpha", 0.2f))), zero);
            }
            case "HardSwish" -> hardSwish(e, x, r);
            case "Erf" -> {
                String bell = e.op("Exp", e.op("Neg", e.mul(x, x)));
                yield e.mul(r, e.mul(bell, e.scalar(2 / Math.sqrt(Math.PI))));
            }
            default -> throw step.unsupported("its gradient is not known");
        };
    }

    private static String negativeExp(Emission e, String x, String r, double alpha, double gamma) {
        String below = e.mul(e.op("Exp", e.op("Min", x, e.scalar(0))), e.scalar(alpha));
        String slope = e.where(e.op("Greater", x, e.scalar(0)), e.scalar(1), below);
        return e.mul(r, gamma == 1 ? slope : e.mul(slope, e.scalar(gamma)));
    }

    /** Zero at both bounds and beyond, as in PyTorch's ReLU6 and Hardtanh. */
    private static String clip(Step step, String r) {
        Emission e = step.e();
        String kept = r;
        if (step.node().hasInput(1)) {
            kept = e.where(e.op("Greater", step.in(0), step.node().input(1)), kept, e.scalar(0));
        }
        if (step.node().hasInput(2)) {
            kept = e.where(e.op("Less", step.in(0), step.node().input(2)), kept, e.scalar(0));
        }
        return kept;
    }

    private static String hardSwish(Emission e, String x, String r) {
        String slope = e.add(e.mul(x, e.scalar(1 / 3.0)), e.scalar(0.5));
        String upper = e.where(e.op("Less", x, e.scalar(3)), slope, e.scalar(1));
        return e.mul(r, e.where(e.op("Greater", x, e.scalar(-3)), upper, e.scalar(0)));
    }
}
