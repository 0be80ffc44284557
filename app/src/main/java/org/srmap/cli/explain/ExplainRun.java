package org.srmap.cli.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import org.srmap.Targets;
import org.srmap.cli.options.TargetOptions;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.Progress;

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
    record Job(
            TargetOptions.Read targets,
            float @Nullable [] vector,
            ExplanationWriter writer,
            boolean quiet,
            boolean verbose) {}

    /** What there is to say of an input. */
    private record Outcome(String out, String err) {}

    /** Explains all inputs, the files by their stems, and returns how many failed. */
    int explain(Map<String, Path> files, Progress progress, PrintWriter out, PrintWriter err) {
        ExecutorService pool = Executors.newFixedThreadPool(plan.workers(), ExplainRun::daemon);
        try {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            files.forEach((stem, file) -> outcomes.add(pool.submit(() -> one(stem, file))));
            int failed = 0;
            for (Future<Outcome> outcome : outcomes) {
                Outcome told = outcome.get();
                progress.clear();
                out.print(told.out());
                out.flush();
                err.print(told.err());
                err.flush();
                progress.step();
                failed += told.err().isEmpty() ? 0 : 1;
            }
            return failed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return files.size();
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
            Targets targets =
                    job.targets().of(file, explainer.compiled().labels()).from(job.vector());
            List<List<Explanation>> explanations = compute(input, targets);
            job.writer().write(input, explanations, job.targets().suffixes());
            return new Outcome(job.quiet() ? "" : summaries(file, explanations), "");
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return new Outcome("", failure(file, e));
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

    private String failure(Path file, Throwable e) {
        StringWriter text = new StringWriter();
        PrintWriter err = new PrintWriter(text);
        String message = Failures.message(e);
        err.println("srmap: " + (message.startsWith(file.toString()) ? message : file + ": " + message));
        if (job.verbose()) {
            e.printStackTrace(err);
        }
        err.flush();
        return text.toString();
    }
}
