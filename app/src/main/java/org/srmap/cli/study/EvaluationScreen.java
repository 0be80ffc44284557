package org.srmap.cli.study;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.FileRun;
import org.srmap.cli.terminal.Verbosity;
import org.srmap.run.RunListener;

/** What an evaluation shows while it runs: progress on the terminal, failures on the error stream. */
final class EvaluationScreen implements RunListener, AutoCloseable {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Verbosity verbosity;
    private @Nullable FileRun run;

    EvaluationScreen(PrintWriter out, PrintWriter err, Verbosity verbosity) {
        this.out = out;
        this.err = err;
        this.verbosity = verbosity;
    }

    @Override
    public void begin(int steps, int finished) {
        run = new FileRun(out, err, verbosity, steps);
    }

    @Override
    public void step() {
        if (run != null) {
            run.step();
        }
    }

    @Override
    public void failed(String what, Throwable reason) {
        if (run != null) {
            run.failed(what, reason);
        }
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
    }
}
