package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Term;

/**
 * A layer that is linear in its input: z = f(x; w, b). Each rule is built from f and its transpose with variants of the
 * weights. A layer without weights, such as a pooling, has only x, z and {@link #back(Term)}.
 */
interface Linear {
    /** The layer's input x as the backward walk sees it. */
    Term x();

    /** The layer's output f(x; w, b), as the backward walk sees it. */
    Term output();

    /** The output as a denominator: a ReLU's result stands for it where the rest does not matter. */
    Denominator z();

    /** Whether the relevance of the output is zero in each element in which the output is not positive. */
    boolean isRectified();

    /** Ones in the shape of the input of one picture. */
    Term ones();

    /** Shape of the input. */
    Shape in();

    /** Shape of the output. */
    Shape out();

    /** Whether there are weights. */
    boolean hasWeight();

    /** The weights w. */
    Term weight();

    /** The bias b in a form that can be given to {@link #forward}; null for none. */
    @Nullable
    Term bias();

    /**
     * Appends f(x; w, b).
     *
     * @param weight weights of the shape of {@link #weight}
     * @param bias bias of the shape of {@link #bias}, or null
     */
    Denominator forward(Term x, Term weight, @Nullable Term bias);

    /** A denominator that a bias of the shape of {@link #bias} is part of. */
    Denominator denominator(Term z, @Nullable Term bias);

    /** Appends z plus the layer's bias, if it has one. */
    Term withBias(Term z);

    /** Appends fT(s; w): the gradient with respect to the input, applied to s. */
    Term back(Term s, Term weight);

    /** Appends fT(s; w) with the layer's own weights. */
    Term back(Term s);

    /** Whether weights may be stacked along their first or second axis, so that outputs or inputs become more channels. */
    boolean stacks();
}
