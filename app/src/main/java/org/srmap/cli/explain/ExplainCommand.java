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
import org.srmap.Target;
import org.srmap.cli.options.Inputs;
import org.srmap.cli.options.ModelOptions;
import org.srmap.cli.options.TargetList;
import org.srmap.cli.options.TargetOptions;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.FileRun;
import org.srmap.cli.terminal.UsageException;
import org.srmap.cli.terminal.Verbosity;
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
            "--write npy, STEM.logits.npy, STEM.relevance.npy (channels x height x width) and STEM.sr.npy.",
            "Several classes of one photo get results of their own: STEM.top1.png, STEM.class207.png, ...",
            "",
            "Examples:",
            "  srmap explain photo.jpg",
            "  srmap explain photos/ --model squeezenet.onnx --class-names imagenet --preprocess caffe",
            "  srmap explain husky.jpg --model my.onnx --target husky --lrp epsilon-gamma-box --write png,npy",
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
    private TargetOptions target = new TargetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private DrawOptions draw = new DrawOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ExplainerSettings settings = relevance.settings().withLedger(true);
        float[] vector = relevance.initial().vector();
        Target against = relevance.initial().against();
        ExplanationWriter writer = new ExplanationWriter(output.out(), output.kinds(), draw.style());
        Map<String, Path> files = Inputs.find(inputs);
        TargetList targets = target.read(files.values());
        settings = settings.withSeveralTargets(targets.count() > 1);
        HeadStart start = headStart(settings, files);
        Model loaded = model.load();
        relevance.requireFitting(loaded);
        output.prepareFolder();
        verbosity.notes(err, "", loaded.assumptions());
        SessionSettings session = settings.session();
        boolean onCpu = session.device() == SessionSettings.Device.CPU;
        ExplainPlan plan = ExplainPlan.of(session.threads(), files.size(), loaded, onCpu);
        try (Explainer explainer = open(loaded, settings.withThreads(plan.threadsEach()), targets, against);
                FileRun run = new FileRun(out, err, verbosity, files.size())) {
            start.end();
            new ExplainRun(explainer, new ExplainRun.Job(targets, against, vector, writer), plan).explain(files, run);
            return run.end("inputs", output.out());
        }
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
    private static Explainer open(Model model, ExplainerSettings settings, TargetList targets, Target against) {
        Explainer explainer;
        try {
            explainer = Explainer.open(model, settings);
        } catch (IllegalArgumentException e) {
            throw new UsageException(Failures.message(e));
        }
        try {
            targets.check(explainer.labels());
            TargetList.requireKnown("--against", against, explainer.labels());
            return explainer;
        } catch (UsageException e) {
            explainer.close();
            throw e;
        }
    }
}
