package org.srmap.cli.terminal;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much a command says. */
@OptionGroup(GroupedOptions.GENERAL)
public final class Verbosity {
    @Option(names = "--quiet", description = "say nothing but errors")
    private boolean quiet;

    @Mixin
    private VerboseOption verbose = new VerboseOption();

    /** Whether only errors are said. */
    public boolean isQuiet() {
        return quiet;
    }

    /** Whether stack traces of errors are printed. */
    public boolean isVerbose() {
        return verbose.isGiven();
    }
}
