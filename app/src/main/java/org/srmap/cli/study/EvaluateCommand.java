package org.srmap.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.srmap.ExplainerSettings;
import org.srmap.Model;
import org.srmap.cli.options.ModelOptions;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.options.PerturbOptions;
import org.srmap.cli.options.RelevanceOptions;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.Progress;
import org.srmap.cli.terminal.UsageException;
import org.srmap.eval.data.DataSet;
import org.srmap.eval.data.DataSets;
import org.srmap.evaluate.Evaluation;
import org.srmap.evaluate.EvaluationSettings;
import org.srmap.evaluate.MapKind;
import org.srmap.evaluate.MetricCatalog;
import org.srmap.evaluate.RegionMetrics;
import org.srmap.rule.Presets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap evaluate}: which method explains a model best on the user's photos, in numbers. */
@Command(
        name = "evaluate",
        description = "Measures how good explanations are: which method explains a model best on your photos.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "DATA is a table (.csv: file,label,boxes,mask), a folder of folders (one per class), a folder of photos or",
            "a .tar. OUT gets metrics.csv (a line per photo and map), summary.json (means with 95 %% intervals),"
                    + " curves.csv",
            "and report.html. Rows that always belong to the table are added: random, centre, photo-saliency,"
                    + " gradient,",
            "input-x-gradient, grad-cam. The same command goes on where it was stopped.",
            "",
            "Examples:",
            "  srmap evaluate photos.csv --model my.onnx --labels imagenet --lrp epsilon-plus-flat,epsilon-gamma-box",
            "  srmap evaluate val/ --truth ILSVRC2012_validation_ground_truth.txt --synsets meta.txt --boxes val-xml/"
                    + " \\",
            "      --model my.onnx --labels imagenet --metrics pointing,mass,auc --limit 200",
            "  srmap evaluate photos/ --metrics grid,flipping,insertion,deletion"
        })
public final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DATA", description = "photos with what is known about them")
    private Path place = Path.of("");

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(
            names = "--lrp",
            paramLabel = "METHOD",
            split = ",(?![a-z]+=)",
            description =
                    "presets, composites (.yaml) or baselines, with commas between them [" + Presets.DEFAULT + "]")
    private List<String> methods = new ArrayList<>(List.of(Presets.DEFAULT));

    @Option(
            names = "--maps",
            paramLabel = "MAP",
            split = ",",
            description = "which maps of each: relevance, sr, sr-absolute, sr-paper [relevance,sr]")
    private List<String> maps = new ArrayList<>(List.of("relevance", "sr"));

    @Option(
            names = "--metrics",
            paramLabel = "METRIC",
            split = ",",
            description = "what is measured; an unknown name lists all [pointing,mass,rank,inside-total,auc,top-k,iou,"
                    + "box-error]")
    private List<String> metrics = new ArrayList<>(RegionMetrics.NAMES);

    @Option(
            names = "--threshold",
            paramLabel = "T",
            split = ",",
            description =
                    "where attention areas begin, for iou: fractions of the maximum, abs:V, top:PERCENT, otsu [0.1]")
    private List<String> thresholds = new ArrayList<>(List.of("0.1"));

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "evaluation", description = "[${DEFAULT-VALUE}]")
    private Path out = Path.of("evaluation");

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "0",
            description = "so many photos, drawn with the seed; 0: all [${DEFAULT-VALUE}]")
    private int limit;

    @Option(names = "--correct", description = "only photos that the model gets right")
    private boolean correct;

    @Option(
            names = "--explain",
            paramLabel = "WHAT",
            defaultValue = "truth",
            description = "truth: the true class, where it is known; top1: the predicted class [${DEFAULT-VALUE}]")
    private String explained = "truth";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "[${DEFAULT-VALUE}]")
    private long seed;

    @Option(
            names = "--keep-maps",
            description = "keep maps in OUT/maps and use what is there: other metrics cost little")
    private boolean keepMaps;

    @Mixin
    private PerturbOptions perturb = new PerturbOptions();

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "true classes: a table file,label or a list in the order of the photos")
    private @Nullable Path truth;

    @Option(
            names = "--synsets",
            paramLabel = "FILE",
            description = "what the numbers in ILSVRC's ground truth mean: meta.mat or a text from its devkit")
    private @Nullable Path synsets;

    @Option(names = "--boxes", paramLabel = "DIR", description = "boxes of ILSVRC or VOC, STEM.xml for every photo")
    private @Nullable Path boxes;

    @Option(names = "--threads", paramLabel = "N", description = "threads [number of cores]")
    private @Nullable Integer threads;

    @Option(names = "--quiet", description = "say nothing but errors")
    private boolean quiet;

    @Option(names = "--verbose", description = "say where errors come from")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        EvaluationSettings settings = settings();
        Model loaded = model.load();
        if (!quiet) {
            loaded.assumptions().forEach(note -> err.println("srmap: note: " + note));
        }
        Evaluation.Outcome outcome;
        try (DataSet data = DataSets.open(place, new DataSets.Beside(truth, synsets, boxes));
                Told told = new Told(err)) {
            outcome = new Evaluation(settings, loaded, data, out).run(told);
        }
        if (!quiet) {
            spec.commandLine().getOut().print(EvaluationText.of(outcome, out));
            spec.commandLine().getOut().flush();
        }
        return outcome.failed() > 0 ? 1 : 0;
    }

    private EvaluationSettings settings() throws IOException {
        ExplainerSettings base = ExplainerSettings.defaults()
                .withThreads(OptionValue.threads(threads))
                .withSaliency(null);
        List<EvaluationSettings.NamedMethod> named = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String name : methods) {
            if (seen.add(name.strip())) {
                named.add(new EvaluationSettings.NamedMethod(
                        name.strip(), base.withMethod(RelevanceOptions.method(name.strip()))));
            }
        }
        Set<MapKind> kinds = new LinkedHashSet<>();
        for (String map : maps) {
            kinds.add(OptionValue.read("--maps", () -> MapKind.named(map)));
        }
        List<RegionMetrics.Named> areas = thresholds.stream()
                .map(t -> new RegionMetrics.Named(t.strip(), RelevanceOptions.threshold(t.strip())))
                .toList();
        if (limit < 0) {
            throw new UsageException("--limit " + limit + ": 0 or more");
        }
        boolean top = explained.equalsIgnoreCase("top1");
        if (!top && !explained.equalsIgnoreCase("truth")) {
            throw new UsageException("--explain " + explained + ": truth or top1");
        }
        return new EvaluationSettings(
                named, List.copyOf(kinds), metrics(), areas, limit, correct, top, seed, keepMaps, perturb.read());
    }

    private List<String> metrics() {
        List<String> wanted = new ArrayList<>();
        for (String metric : metrics) {
            String name = metric.strip().toLowerCase(Locale.ROOT);
            if (!MetricCatalog.NAMES.contains(name)) {
                throw new UsageException("--metrics: there is no \"" + metric + "\"; there are "
                        + String.join(", ", MetricCatalog.NAMES));
            }
            wanted.add(name);
        }
        return wanted;
    }

    /** Progress on the terminal, failures on the error stream. */
    private final class Told implements Evaluation.Listener, AutoCloseable {
        private final PrintWriter err;
        private @Nullable Progress progress;

        Told(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void begin(int steps) {
            progress = new Progress(err, steps, quiet);
        }

        @Override
        public void step() {
            if (progress != null) {
                progress.step();
            }
        }

        @Override
        public void failed(String what, Throwable reason) {
            if (progress != null) {
                progress.clear();
            }
            String message = Failures.message(reason);
            err.println("srmap: " + (message.startsWith(what) ? message : what + ": " + message));
            if (verbose) {
                reason.printStackTrace(err);
            }
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
            }
        }
    }
}
