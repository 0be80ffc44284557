package org.srmap.cli.terminal;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Work on several files: what fails gets one line on the error stream, and the others are done. */
public final class FileRun implements AutoCloseable {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Verbosity verbosity;
    private final int total;
    private final Progress progress;
    private int failed;

    /**
     * Begins.
     *
     * @param total how many files there are, or steps of them
     */
    public FileRun(PrintWriter out, PrintWriter err, Verbosity verbosity, int total) {
        this.out = out;
        this.err = err;
        this.verbosity = verbosity;
        this.total = total;
        progress = new Progress(err, total, verbosity.isQuiet());
    }

    /** Prints what came of a file; whole lines. */
    public void say(String text) {
        if (!verbosity.isQuiet()) {
            progress.clear();
            out.print(text);
            out.flush();
        }
    }

    /** Prints why a file failed, with its name in front. */
    public void failed(String file, Throwable reason) {
        failed++;
        progress.clear();
        Failures.print(err, file, reason, verbosity.isVerbose());
    }

    /** One more file, or step, is done. */
    public void step() {
        progress.step();
    }

    /**
     * Prints how it ended.
     *
     * @param what the plural of what was worked on, such as "photos"
     * @param folder where the results are
     * @return the exit code
     */
    public int end(String what, Path folder) {
        progress.clear();
        if (failed > 0 && total > 1) {
            err.println("srmap: " + failed + " of " + total + " " + what + " failed; the others are in " + folder);
        } else if (failed == 0) {
            say((total == 1 ? "Written to " : total + " " + what + " written to ") + folder + System.lineSeparator());
        }
        return failed > 0 ? Failures.FAILED : 0;
    }

    @Override
    public void close() {
        progress.close();
    }
}
