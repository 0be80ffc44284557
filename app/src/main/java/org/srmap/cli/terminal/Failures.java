package org.srmap.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns failures into lines for people. */
public final class Failures {
    /** Exit code of a command that failed, wholly or for some of its files. */
    static final int FAILED = 1;

    private static final int USAGE = 2;

    private Failures() {}

    /** The command line itself is wrong. */
    static int usage(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("srmap: " + oneLine(String.valueOf(e.getMessage())));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    /** A command failed as a whole. */
    static int execution(Exception e, CommandLine command, ParseResult parsed) {
        ParseResult called = parsed;
        while (called.hasSubcommand()) {
            called = called.subcommand();
        }
        boolean verbose = called.matchedOptionValue(VerboseOption.NAME, Boolean.FALSE);
        print(command.getErr(), "", e, verbose);
        return e instanceof UsageException ? USAGE : FAILED;
    }

    /**
     * Prints a failure as a line.
     *
     * @param file what failed, which the line names; empty when the message says it
     * @param verbose whether the stack trace follows
     */
    public static void print(PrintWriter err, String file, Throwable e, boolean verbose) {
        String message = message(e);
        err.println("srmap: " + (message.startsWith(file) ? message : file + ": " + message));
        if (verbose) {
            e.printStackTrace(err);
        }
        err.flush();
    }

    /** What went wrong, for people. */
    public static String message(Throwable e) {
        if (e instanceof ModelException model && model.problems().size() > 1) {
            StringBuilder text = new StringBuilder("the model cannot be explained:");
            for (Problem problem : model.problems()) {
                text.append("\n  ").append(oneLine(problem.toString()));
            }
            return text.toString();
        }
        if (e instanceof UncheckedIOException && e.getCause() != null) {
            return message(e.getCause());
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or folder";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (e instanceof FileSystemException file) {
            return file.getFile() + ": " + (file.getReason() == null ? "cannot be used" : file.getReason());
        }
        if (e instanceof OutOfMemoryError) {
            return "out of memory; give Java more (JAVA_TOOL_OPTIONS=-Xmx8g) or use fewer threads";
        }
        boolean told = e instanceof ModelException
                || e instanceof IOException
                || e instanceof IllegalArgumentException
                || e instanceof UsageException;
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return told ? oneLine(text) : "internal error: " + oneLine(text) + " (run with --verbose for details)";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
