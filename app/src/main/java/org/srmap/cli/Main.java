package org.srmap.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.srmap.Version;
import org.srmap.cli.explain.CompareCommand;
import org.srmap.cli.explain.ExplainCommand;
import org.srmap.cli.explain.SaliencyCommand;
import org.srmap.cli.model.CheckCommand;
import org.srmap.cli.model.ExportCommand;
import org.srmap.cli.model.ModelsCommand;
import org.srmap.cli.study.EvaluateCommand;
import org.srmap.cli.study.StudyCommand;
import org.srmap.cli.terminal.CommandLines;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: finds the command and turns failures into one line and an exit code. */
@Command(
        name = "srmap",
        description = "Shows where a convolutional network looks: Salient Relevance maps of image classifiers.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Versions.class,
        footer = {
            "",
            "Examples:",
            "  srmap explain photo.jpg                      where the built-in demo model looks",
            "  srmap explain photos/ --model my.onnx --class-names names.txt --out results",
            "  srmap check my.onnx                          how srmap reads a model",
            "  srmap study photos/ --models alexnet,vgg16 --out run",
            "  srmap compare photo.jpg --models a.onnx,b.onnx   two models side by side",
            "  srmap export my.onnx -o explainer.onnx       model and relevance as one ONNX file",
            "  srmap serve                                  a page to explain photos on",
            "",
            "Exit codes: 0 done, 1 some input failed (the others are done and written), 2 usage."
        })
public final class Main implements Runnable {
    private static final String HELP = "help";
    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Starts the program. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs a command line and returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return program(out, err, args).execute(args);
    }

    /** The program with the commands that these arguments need: looking at the options of all would slow every start. */
    static CommandLine program(PrintWriter out, PrintWriter err, String... args) {
        String asked = args.length == 0 ? HELP : args[0];
        boolean alone = COMMANDS.containsKey(asked) && !asked.equals(HELP);
        CommandLine program = CommandLines.of(new Main(), out, err);
        COMMANDS.forEach((name, command) -> {
            if (!alone || name.equals(asked)) {
                program.addSubcommand(name, CommandLines.of(command.get(), out, err));
            }
        });
        return program;
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("explain", ExplainCommand::new);
        commands.put("saliency", SaliencyCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("evaluate", EvaluateCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("models", ModelsCommand::new);
        commands.put("serve", ServeCommand::new);
        commands.put("study", StudyCommand::new);
        commands.put(HELP, HelpCommand::new);
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given; see srmap --help");
    }

    /** Says the versions. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "srmap " + Version.srmap() + " (ONNX Runtime " + Version.onnxRuntime() + ", Java "
                        + System.getProperty("java.version") + ")"
            };
        }
    }
}
