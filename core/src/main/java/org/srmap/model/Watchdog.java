package org.srmap.model;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream from which nothing arrives for too long, so that a read does not wait for ever. */
final class Watchdog implements AutoCloseable {
    private final Thread thread;
    private volatile long last = System.nanoTime();
    private volatile boolean fired;

    Watchdog(InputStream stream, Duration stall) {
        thread = new Thread(() -> watch(stream, stall), "srmap-download-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(InputStream stream, Duration stall) {
        try {
            while (System.nanoTime() - last < stall.toNanos()) {
                Thread.sleep(Math.max(1, stall.toMillis() / 4));
            }
            fired = true;
            stream.close();
        } catch (InterruptedException | IOException e) {
            // the download is over, one way or the other
        }
    }

    /** Something has arrived. */
    void alive() {
        last = System.nanoTime();
    }

    /** Whether the stream was closed because nothing arrived. */
    boolean hasFired() {
        return fired;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
