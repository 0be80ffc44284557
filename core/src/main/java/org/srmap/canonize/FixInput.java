package org.srmap.canonize;

import java.util.List;
import org.srmap.graph.DataType;
import org.srmap.graph.Dim;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Shape;
import org.srmap.graph.Value;

/**
 * Gives the input its final shape: the batch size open (called N), everything else a number.
 *
 * @param sizes sizes of the input after the batch axis where the model leaves them open; empty when it leaves none open
 */
public record FixInput(List<Long> sizes) implements Pass {
    /** Name of the open batch size. */
    public static final Dim BATCH = Dim.symbol("N");

    public FixInput {
        sizes = List.copyOf(sizes);
    }

    @Override
    public Result apply(Graph graph) {
        if (graph.inputs().size() != 1) {
            throw new ModelException("the model has " + graph.inputs().size() + " inputs ("
                    + String.join(", ", graph.inputs().stream().map(Value::name).toList())
                    + "); srmap explains classifiers with one image input");
        }
        Value input = graph.inputs().get(0);
        if (input.type() != DataType.FLOAT) {
            throw new ModelException("the input \"" + input.name() + "\" is of type " + input.type()
                    + "; srmap explains models with a float image input (preprocessing goes outside the model)");
        }
        if (input.shape().rank() < 2) {
            throw new ModelException("the input \"" + input.name() + "\" has the shape " + input.shape()
                    + "; an image batch N x C x H x W is needed");
        }
        Shape shape = input.shape().with(0, BATCH);
        for (int i = 1; i < shape.rank(); i++) {
            Dim dim = shape.dim(i);
            long given = i <= sizes.size() ? sizes.get(i - 1) : -1;
            if (dim.isKnown() && given >= 0 && given != dim.size()) {
                throw new ModelException("the input \"" + input.name() + "\" is " + input.shape()
                        + ", it cannot be used at the size " + sizes);
            }
            if (!dim.isKnown()) {
                if (given < 0) {
                    throw new ModelException("the input \"" + input.name() + "\" " + input.shape()
                            + " leaves its size open; say which size to use (--size HxW)");
                }
                shape = shape.with(i, Dim.of(given));
            }
        }
        Value fixed = new Value(input.name(), input.type(), shape);
        return new Result(graph.withInputs(List.of(fixed)), fixed.equals(input) ? 0 : 1);
    }
}
