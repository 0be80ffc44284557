package org.srmap.cli.model;

import java.io.PrintWriter;
import java.util.Locale;
import org.srmap.cli.terminal.Progress;

/** How far a download is, on a terminal only. */
final class ByteProgress implements AutoCloseable {
    private static final long EVERY = 200_000_000L;

    private final PrintWriter err;
    private final boolean shown = Progress.onTerminal();
    private long last;

    ByteProgress(PrintWriter err) {
        this.err = err;
    }

    /** So many bytes are there; the total is -1 when it is not known. */
    void at(long bytes, long total) {
        long now = System.nanoTime();
        if (shown && (now - last > EVERY || bytes == total)) {
            last = now;
            String share = total > 0 ? String.format(Locale.ROOT, "%3d %%", 100 * bytes / total) : "";
            err.printf(Locale.ROOT, "\r%s  %.1f MB ", share, bytes / 1e6);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (shown) {
            err.println();
        }
    }
}
