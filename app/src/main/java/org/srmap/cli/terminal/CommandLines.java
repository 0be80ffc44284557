package org.srmap.cli.terminal;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Command lines that report failures alike. */
public final class CommandLines {
    private static final int WIDTH = 100;

    private CommandLines() {}

    /**
     * The command line of a command. A failure becomes one line on {@code err} and an exit code: 2 for wrong usage, else 1.
     * The command and its subcommands have {@code --verbose}, whether they declare it or not.
     *
     * @param command a class with picocli's annotations
     */
    public static CommandLine of(Object command, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(command);
        addVerbose(line);
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(line.getHelpSectionMap());
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedOptions());
        return line.setHelpSectionMap(sections)
                .setUsageHelpWidth(WIDTH)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution);
    }

    private static void addVerbose(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (spec.findOption(VerboseOption.NAME) == null) {
            spec.addMixin("verbose", CommandSpec.forAnnotatedObject(new VerboseOption()));
        }
        line.getSubcommands().values().forEach(CommandLines::addVerbose);
    }
}
