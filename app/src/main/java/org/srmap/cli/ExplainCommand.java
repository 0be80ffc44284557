package org.srmap.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.Model;
import org.srmap.Targets;
import org.srmap.lrp.Initial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap explain}: photos in, explanations out. */
@Command(
        name = "explain",
        description = "Shows where a classifier looked in photos.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Per input STEM it writes STEM.json, STEM.png (photo, relevance, SR map, attention areas) and, with",
            "--write npy, STEM.logits.npy, STEM.relevance.npy (channels x height x width) and STEM.sr.npy. Several",
            "classes of one photo get results of their own: STEM.top1.png, STEM.top2.png, STEM.class207.png, ...",
            "",
            "Examples:",
            "  srmap explain photo.jpg",
            "  srmap explain photos/ --model squeezenet.onnx --labels imagenet --preprocess caffe",
            "  srmap explain husky.jpg --model my.onnx --target husky --lrp epsilon-gamma-box --write png,npy,json",
            "  srmap explain husky.jpg --model my.onnx --target husky --initial difference --against wolf",
            "  srmap explain photo.jpg --target top3 --lrp grad-cam"
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "INPUT",
            description = "a photo, a folder, or an .npy tensor (C x H x W or N x C x H x W, preprocessed)")
    private List<Path> inputs = new ArrayList<>();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private RelevanceOptions relevance = new RelevanceOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private DrawOptions draw = new DrawOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        TargetOptions.Read wanted = target.read();
        ExplainerSettings settings = relevance.settings().withLedger(true).withSeveralTargets(wanted.count() > 1);
        requireDifference(settings);
        float[] vector = relevance.vector();
        ExplanationWriter writer = new ExplanationWriter(output.out(), output.kinds(), draw.style());
        Map<String, Path> files = Inputs.find(inputs);
        Model loaded = model.load();
        relevance.requireFitting(loaded);
        output.prepareFolder();
        if (!output.quiet()) {
            loaded.assumptions().forEach(note -> err.println("srmap: note: " + note));
        }
        int failed = 0;
        try (Explainer explainer = open(loaded, settings, wanted);
                Progress progress = new Progress(err, files.size(), output.quiet())) {
            failed = explainAll(explainer, files, new Job(wanted, vector, writer, progress), out, err);
        }
        if (failed > 0 && files.size() > 1) {
            err.println(
                    "srmap: " + failed + " of " + files.size() + " inputs failed; the others are in " + output.out());
        } else if (failed == 0 && !output.quiet()) {
            out.println((files.size() == 1 ? "Written to " : files.size() + " inputs written to ") + output.out());
        }
        return failed > 0 ? 1 : 0;
    }

    /** Nodes, conditions and classes that the model does not have are found before anything is computed. */
    private static Explainer open(Model model, ExplainerSettings settings, TargetOptions.Read wanted) {
        Explainer explainer;
        try {
            explainer = Explainer.open(model, settings);
        } catch (IllegalArgumentException e) {
            throw new UsageException(Failures.message(e));
        }
        try {
            wanted.check(explainer.compiled().labels());
            return explainer;
        } catch (UsageException e) {
            explainer.close();
            throw e;
        }
    }

    private void requireDifference(ExplainerSettings settings) {
        Initial initial = settings.initial();
        if (target.isAgainst() && (initial == null ? settings.method().initial() : initial) != Initial.DIFFERENCE) {
            throw new UsageException("--against is for --initial difference: why the target and not another class");
        }
    }

    /** What is done with every input. */
    private record Job(
            TargetOptions.Read targets, float @Nullable [] vector, ExplanationWriter writer, Progress progress) {}

    /** Reads one input ahead and writes one behind, while the network computes. */
    private int explainAll(Explainer explainer, Map<String, Path> files, Job job, PrintWriter out, PrintWriter err) {
        ExecutorService readers = Executors.newSingleThreadExecutor(daemon("srmap-read"));
        ExecutorService writers = Executors.newSingleThreadExecutor(daemon("srmap-write"));
        int failed = 0;
        try {
            List<Map.Entry<String, Path>> order = List.copyOf(files.entrySet());
            Future<ExplainInput> next = readers.submit(() -> read(explainer, order.get(0)));
            Future<Boolean> writing = null;
            for (int i = 0; i < order.size(); i++) {
                Map.Entry<String, Path> entry = order.get(i);
                Future<ExplainInput> current = next;
                if (i + 1 < order.size()) {
                    Map.Entry<String, Path> following = order.get(i + 1);
                    next = readers.submit(() -> read(explainer, following));
                }
                Future<Boolean> before = writing;
                writing = null;
                try {
                    ExplainInput input = current.get();
                    Targets targets = job.targets()
                            .of(entry.getValue(), explainer.compiled().labels())
                            .from(job.vector());
                    List<List<Explanation>> explanations = explainer.explain(input.items(), targets);
                    writing = writers.submit(() -> write(job, input, explanations, entry, out, err));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return failed + 1;
                } catch (ExecutionException e) {
                    failed += fail(job, entry.getValue(), cause(e), err);
                } catch (IOException | RuntimeException | OutOfMemoryError e) {
                    failed += fail(job, entry.getValue(), e, err);
                }
                failed += finished(before);
            }
            return failed + finished(writing);
        } finally {
            readers.shutdownNow();
            writers.shutdown();
        }
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static ExplainInput read(Explainer explainer, Map.Entry<String, Path> entry) throws IOException {
        return ExplainInput.read(explainer, entry.getKey(), entry.getValue());
    }

    private static Throwable cause(ExecutionException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private static int finished(@Nullable Future<Boolean> writing) {
        if (writing == null) {
            return 0;
        }
        try {
            return writing.get() ? 0 : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (ExecutionException e) {
            throw new IllegalStateException(cause(e));
        }
    }

    private boolean write(
            Job job,
            ExplainInput input,
            List<List<Explanation>> explanations,
            Map.Entry<String, Path> entry,
            PrintWriter out,
            PrintWriter err) {
        try {
            job.writer().write(input, explanations, job.targets().suffixes());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            fail(job, entry.getValue(), e, err);
            return false;
        }
        job.progress().clear();
        if (!output.quiet()) {
            int count = explanations.get(0).size();
            for (int i = 0; i < count; i++) {
                int item = i;
                String number = count > 1 ? " [" + (i + 1) + "]" : "";
                out.print(Summary.of(
                        entry.getValue() + number,
                        explanations.stream().map(of -> of.get(item)).toList()));
            }
            out.flush();
        }
        job.progress().step();
        return true;
    }

    private int fail(Job job, Path file, Throwable e, PrintWriter err) {
        job.progress().clear();
        String message = Failures.message(e);
        err.println("srmap: " + (message.startsWith(file.toString()) ? message : file + ": " + message));
        if (output.verbose()) {
            e.printStackTrace(err);
        }
        job.progress().step();
        return 1;
    }
}
