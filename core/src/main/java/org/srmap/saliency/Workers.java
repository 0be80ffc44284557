package org.srmap.saliency;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbered tasks shared out to a few threads, of which the caller is one. */
final class Workers {
    private final int tasks;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Workers(int tasks) {
        this.tasks = tasks;
    }

    /**
     * Runs the tasks 0 to tasks - 1 and returns when all are done.
     *
     * @param threads at most this many, 1 or more
     * @param workers called once per thread
     * @throws CancellationException if the calling thread was interrupted; its interrupt status stays set
     */
    static void run(int threads, int tasks, Supplier<IntConsumer> workers) {
        Workers work = new Workers(tasks);
        Thread[] helpers = new Thread[Math.max(0, Math.min(threads, tasks) - 1)];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Thread(() -> work.drain(workers), "srmap-saliency-" + (i + 1));
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
        work.drain(workers);
        work.join(helpers);
        work.report();
    }

    private void drain(Supplier<IntConsumer> workers) {
        try {
            IntConsumer worker = workers.get();
            int task = next.getAndIncrement();
            while (task < tasks && failure.get() == null) {
                worker.accept(task);
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the saliency computation was interrupted");
                }
                task = next.getAndIncrement();
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Waits for the helpers even when interrupted: they stop at their next task. */
    private void join(Thread[] helpers) {
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    failure.compareAndSet(null, new CancellationException("the saliency computation was interrupted"));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void report() {
        Throwable cause = failure.get();
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
