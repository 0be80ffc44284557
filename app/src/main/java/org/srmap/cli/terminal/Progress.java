package org.srmap.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;

/** A line on the terminal that says how far a job with several inputs is. Nothing where there is no terminal. */
@SuppressWarnings("SystemConsoleNull") // isTerminal() asks what JDK 22 changed
public final class Progress implements AutoCloseable {
    private static final int BAR = 24;

    private final PrintWriter err;
    private final int total;
    private final int before;
    private final boolean shown;
    private final long start = System.nanoTime();
    private int done;

    public Progress(PrintWriter err, int total, boolean quiet) {
        this(err, total, 0, quiet);
    }

    /**
     * For a job that goes on.
     *
     * @param before how many of the inputs were done before it started
     */
    public Progress(PrintWriter err, int total, int before, boolean quiet) {
        this.err = err;
        this.total = total;
        this.before = before;
        shown = !quiet && total > 1 && onTerminal();
    }

    /** Whether somebody looks at a terminal. */
    public static boolean onTerminal() {
        return System.console() != null && isTerminal();
    }

    /** From JDK 22 on there is a console even where nobody sees it. */
    private static boolean isTerminal() {
        try {
            Object console = System.console();
            return console == null
                    || (boolean) console.getClass().getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // before JDK 22 a console is a terminal
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** One more input is done. */
    public void step() {
        done++;
        if (shown) {
            double seconds = (System.nanoTime() - start) / 1e9;
            double left = seconds / done * (total - before - done);
            int filled = (int) ((long) BAR * (before + done) / total);
            err.printf(
                    Locale.ROOT,
                    "\r%s%s %d/%d  %.1f/s  %s left ",
                    "█".repeat(filled),
                    "░".repeat(BAR - filled),
                    before + done,
                    total,
                    done / seconds,
                    duration(left));
            err.flush();
        }
    }

    /** Seconds, or hours and minutes where they are many. */
    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 120) {
            return whole + " s";
        }
        return whole < 7200 ? whole / 60 + " min" : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** Makes room for a line of text. */
    public void clear() {
        if (shown) {
            err.print("\r" + " ".repeat(BAR + 44) + "\r");
            err.flush();
        }
    }

    @Override
    public void close() {
        clear();
    }
}
