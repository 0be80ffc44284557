package org.srmap.cli.terminal;

import picocli.CommandLine.Option;

/** {@code --verbose} alone, for commands that have nothing to be quiet about. */
@OptionGroup(GroupedOptions.GENERAL)
public final class VerboseOption {
    /** The name of the option, which {@link Failures} looks up when a command fails. */
    static final String NAME = "--verbose";

    @Option(names = NAME, description = "print stack traces of errors")
    private boolean verbose;

    /** Whether stack traces of errors are printed. */
    public boolean isGiven() {
        return verbose;
    }
}
