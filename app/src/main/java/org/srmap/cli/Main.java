package org.srmap.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.srmap.Version;
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
        subcommands = {
            ExplainCommand.class,
            SaliencyCommand.class,
            CheckCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            ExportCommand.class,
            ModelsCommand.class,
            ServeCommand.class,
            StudyCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  srmap explain photo.jpg                      where the built-in demo model looks",
            "  srmap explain photos/ --model my.onnx --labels labels.txt --out results",
            "  srmap check my.onnx                          what srmap makes of a model",
            "  srmap study photos/ --models alexnet,vgg16 --out run",
            "  srmap compare photo.jpg --models a.onnx,b.onnx   two models side by side",
            "  srmap export my.onnx -o explainer.onnx       model and relevance as one ONNX file",
            "  srmap serve                                  a page to explain photos on",
            "",
            "Exit codes: 0 done, 1 some input failed (the others are done and written), 2 usage."
        })
public final class Main implements Runnable {
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
        return commandLine(new Main(), out, err).execute(args);
    }

    /** A command that tells failures as this program does: one line, and an exit code. */
    public static CommandLine commandLine(Object command, PrintWriter out, PrintWriter err) {
        return new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? See srmap --help");
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
