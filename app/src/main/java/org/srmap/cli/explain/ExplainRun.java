package org.srmap.cli.explain;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.srmap.Explainer;
import org.srmap.Explanation;
import org.srmap.Target;
import org.srmap.Targets;
import org.srmap.cli.options.TargetList;
import org.srmap.cli.terminal.FileRun;

/** Explains inputs, some at the same time, and tells of them in their order. What fails does not stop the others. */
final class ExplainRun {
    private final Explainer explainer;
    private final Job job;
    private final ExplainPlan plan;
    private final Semaphore computing;

    ExplainRun(Explainer explainer, Job job, ExplainPlan plan) {
        this.explainer = explainer;
        this.job = job;
        this.plan = plan;
        computing = new Semaphore(plan.runs(), true);
    }

    /** What is done with every input. */
    record Job(TargetList targets, Target against, float @Nullable [] vector, ExplanationWriter writer) {}

    /** What there is to say of an input, or why it failed. */
    private record Outcome(
            Path file, String summary, @Nullable Throwable failure) {}

    /**
     * Explains all inputs, the files by their stems.
     *
     * @throws InterruptedIOException when the thread is interrupted
     */
    void explain(Map<String, Path> files, FileRun run) throws InterruptedIOException {
        ExecutorService pool = Executors.newFixedThreadPool(plan.workers(), ExplainRun::daemon);
        try {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            files.forEach((stem, file) -> outcomes.add(pool.submit(() -> one(stem, file))));
            for (Future<Outcome> each : outcomes) {
                Outcome outcome = each.get();
                if (outcome.failure() == null) {
                    run.say(outcome.summary());
                } else {
                    run.failed(outcome.file().toString(), outcome.failure());
                }
                run.step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "srmap-explain");
        thread.setDaemon(true);
        return thread;
    }

    private Outcome one(String stem, Path file) throws InterruptedException {
        try {
            ExplainInput input = ExplainInput.read(explainer, stem, file);
            Targets targets = Targets.of(job.targets().of(file, explainer.labels()))
                    .against(job.against())
                    .from(job.vector());
            List<List<Explanation>> explanations = compute(input, targets);
            job.writer().write(input, explanations, job.targets().suffixes());
            return new Outcome(file, summaries(file, explanations), null);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return new Outcome(file, "", e);
        }
    }

    private List<List<Explanation>> compute(ExplainInput input, Targets targets) throws InterruptedException {
        computing.acquire();
        try {
            return explainer.explain(input.items(), targets);
        } finally {
            computing.release();
        }
    }

    private static String summaries(Path file, List<List<Explanation>> explanations) {
        StringBuilder text = new StringBuilder();
        int count = explanations.get(0).size();
        for (int i = 0; i < count; i++) {
            int item = i;
            String number = count > 1 ? " [" + (i + 1) + "]" : "";
            text.append(Summary.of(
                    file + number, explanations.stream().map(of -> of.get(item)).toList()));
        }
        return text.toString();
    }
}
