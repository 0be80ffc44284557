package org.srmap.cli.terminal;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Command lines that report failures alike. */
public final class CommandLines {
    private CommandLines() {}

    /**
     * The command line of a command. A failure becomes one line on {@code err} and an exit code: 2 for wrong usage, else 1.
     *
     * @param command a class with picocli's annotations
     */
    public static CommandLine of(Object command, PrintWriter out, PrintWriter err) {
        return new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution);
    }
}
