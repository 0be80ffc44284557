package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;

/** A linear layer whose bias a rule does not see. */
record BiaslessLayer(Linear layer) implements Linear {
    @Override
    public String node() {
        return layer.node();
    }

    @Override
    public String input() {
        return layer.input();
    }

    @Override
    public String output() {
        return layer.output();
    }

    @Override
    public @Nullable String weight() {
        return layer.weight();
    }

    @Override
    public @Nullable String bias() {
        return null;
    }

    @Override
    public String forward(Emission e, String x, @Nullable String weight, @Nullable String bias) {
        return layer.forward(e, x, weight, bias);
    }

    @Override
    public boolean stacks() {
        return layer.stacks();
    }

    @Override
    public String transpose(Emission e, String s, @Nullable String weight) {
        return layer.transpose(e, s, weight);
    }
}
