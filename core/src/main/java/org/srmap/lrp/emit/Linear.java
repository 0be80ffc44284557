package org.srmap.lrp.emit;

import org.jspecify.annotations.Nullable;

/**
 * A layer that is linear in its input: z = f(x; w, b). Each rule is built from f and its transpose with variants of the
 * weights.
 */
public interface Linear {
    /** Name of the node, under which the ledger keeps its books. */
    String node();

    /** Name of the value that is the layer's input. */
    String input();

    /** Name of the value that is the layer's output z, bias included. */
    String output();

    /** Name of the weights; null for a layer without (a pooling). */
    @Nullable
    String weight();

    /** Name of the bias in a form that can be given to {@link #forward}; null for none. */
    @Nullable
    String bias();

    /**
     * Appends f(x; w, b).
     *
     * @param weight weights of the shape of {@link #weight}
     * @param bias bias of the shape of {@link #bias}, or null
     */
    String forward(Emission e, String x, @Nullable String weight, @Nullable String bias);

    /** Appends fT(s; w): the gradient with respect to the input, applied to s. */
    String transpose(Emission e, String s, @Nullable String weight);

    /** Whether weights may be stacked along their first or second axis, so that outputs or inputs become more channels. */
    default boolean stacks() {
        return false;
    }

    /** Appends the bias as something that can be combined with z element by element. */
    default String broadcastBias(Emission e, String bias) {
        return bias;
    }
}
