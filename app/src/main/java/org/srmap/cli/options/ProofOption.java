package org.srmap.cli.options;

import org.srmap.cli.terminal.OptionGroup;
import picocli.CommandLine.Option;

/** Whether the rewritten network is compared with the model. */
@OptionGroup("Computing")
public final class ProofOption {
    @Option(names = "--no-proof", description = "do not check that the rewritten network gives the model's own logits")
    private boolean noProof;

    /** Whether it is. */
    public boolean isWanted() {
        return !noProof;
    }
}
