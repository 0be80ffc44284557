package org.srmap.web;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Computes for requests: few at a time, a bounded number waiting, each for a limited time and only while it is wanted. */
final class WorkQueue implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;

    private final ThreadPoolExecutor pool;
    private final Duration limit;

    WorkQueue(int workers, int waiting, Duration limit) {
        this.limit = limit;
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                workers, workers, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), work -> {
                    Thread thread = new Thread(work, "explain-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Waits for a worker and for its result. Work that is given up is interrupted.
     *
     * @param gone whether nobody waits for the result any more; asked every now and then
     * @throws Refusal when the queue is full, the time is up or nobody waits any more
     */
    <T> T run(Callable<T> work, BooleanSupplier gone) {
        FutureTask<T> task = new FutureTask<>(work);
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            throw new Refusal(503, "the server is busy with other photos; try again in a few seconds");
        }
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    requireWanted(gone, end);
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (CancellationException | InterruptedException e) {
            throw new Refusal(503, "the server is shutting down");
        } finally {
            task.cancel(true);
            pool.remove(task);
        }
    }

    private void requireWanted(BooleanSupplier gone, long end) {
        if (gone.getAsBoolean()) {
            throw new Refusal(499, "the client went away");
        }
        if (System.nanoTime() - end > 0) {
            throw new Refusal(
                    504,
                    "no result within " + limit.toSeconds() + " s, so the work was stopped; try a smaller model or a"
                            + " cheaper method, or start the server with a larger --time-limit");
        }
    }

    private static RuntimeException unchecked(@org.jspecify.annotations.Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    int waiting() {
        return pool.getQueue().size();
    }

    int running() {
        return pool.getActiveCount();
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
