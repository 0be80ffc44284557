package org.srmap.cli.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Model;
import org.srmap.cli.options.DrawOptions;
import org.srmap.cli.options.Inputs;
import org.srmap.cli.options.ModelOptions;
import org.srmap.cli.options.OutputOptions;
import org.srmap.cli.options.RelevanceOptions;
import org.srmap.cli.options.TargetOptions;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.Progress;
import org.srmap.cli.terminal.UsageException;
import org.srmap.rule.Initial;
import org.srmap.runtime.SessionSettings;
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
public final class ExplainCommand implements Callable<Integer> {
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
        HeadStart start = headStart(settings, files);
        Model loaded = model.load();
        relevance.requireFitting(loaded);
        output.prepareFolder();
        if (!output.quiet()) {
            loaded.assumptions().forEach(note -> err.println("srmap: note: " + note));
        }
        SessionSettings session = settings.session();
        boolean onCpu = session.device() == SessionSettings.Device.CPU;
        ExplainPlan plan = ExplainPlan.of(session.threads(), files.size(), loaded, onCpu);
        ExplainRun.Job job = new ExplainRun.Job(wanted, vector, writer, output.quiet(), output.verbose());
        int failed = 0;
        try (Explainer explainer = open(loaded, settings.withThreads(plan.threadsEach()), wanted);
                Progress progress = new Progress(err, files.size(), output.quiet())) {
            start.end();
            failed = new ExplainRun(explainer, job, plan).explain(files, progress, out, err);
        }
        if (failed > 0 && files.size() > 1) {
            err.println(
                    "srmap: " + failed + " of " + files.size() + " inputs failed; the others are in " + output.out());
        } else if (failed == 0 && !output.quiet()) {
            out.println((files.size() == 1 ? "Written to " : files.size() + " inputs written to ") + output.out());
        }
        return failed > 0 ? 1 : 0;
    }

    private HeadStart headStart(ExplainerSettings settings, Map<String, Path> files) {
        Path first = files.values().iterator().next();
        return HeadStart.begin(
                settings.session().threads(),
                settings.saliency() != null,
                output.kinds().contains("png"),
                Inputs.isArray(first) ? null : first);
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
}
