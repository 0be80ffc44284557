package org.srmap.cli.study;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.Interruption;
import org.srmap.cli.terminal.Progress;
import org.srmap.run.RunListener;

/** What a study shows while it runs. */
final class StudyScreen implements RunListener, AutoCloseable {
    private final PrintWriter err;
    private final boolean quiet;
    private final Interruption interruption;
    private @Nullable Progress progress;

    StudyScreen(PrintWriter err, boolean quiet, Interruption interruption) {
        this.err = err;
        this.quiet = quiet;
        this.interruption = interruption;
    }

    /** Whether photos are being computed. */
    boolean hasBegun() {
        return progress != null;
    }

    @Override
    public void begin(int total, int finished) {
        if (finished > 0 && finished < total) {
            note("resuming: " + finished + " of " + total + " photos are finished");
        }
        progress = new Progress(err, total, finished, quiet);
    }

    @Override
    public void step() {
        if (progress != null) {
            progress.step();
        }
    }

    @Override
    public void note(String text) {
        if (!quiet) {
            err.println("srmap: note: " + text);
        }
    }

    @Override
    public boolean isStopped() {
        return interruption.isAsked();
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
        }
    }
}
