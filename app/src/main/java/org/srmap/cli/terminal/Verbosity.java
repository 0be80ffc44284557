package org.srmap.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
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

    /**
     * Prints notes, unless only errors are said.
     *
     * @param about what they are about, which stands in front of each; empty when that is clear
     */
    public void notes(PrintWriter err, String about, List<String> notes) {
        if (!quiet) {
            String start = "srmap: note: " + (about.isEmpty() ? "" : about + ": ");
            notes.forEach(note -> err.println(start + note));
        }
    }

    /** Whether stack traces of errors are printed. */
    public boolean isVerbose() {
        return verbose.isGiven();
    }
}
