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
import org.srmap.ExplainerSettings;
import org.srmap.Model;
import org.srmap.cli.options.AreaOptions;
import org.srmap.cli.options.DataOptions;
import org.srmap.cli.options.MethodList;
import org.srmap.cli.options.MethodText;
import org.srmap.cli.options.ModelOptions;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.options.TargetList;
import org.srmap.cli.options.ThreadsOption;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.cli.terminal.Verbosity;
import org.srmap.eval.data.DataSet;
import org.srmap.eval.data.DataSets;
import org.srmap.evaluate.Evaluation;
import org.srmap.evaluate.EvaluationSettings;
import org.srmap.evaluate.MapKind;
import org.srmap.evaluate.MetricCatalog;
import org.srmap.evaluate.RegionMetrics;
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
            "DATA is a table (.csv: file,label,boxes,mask), a folder of folders (one per class), a folder of",
            "photos or a .tar. OUT gets metrics.csv (a line per photo and map), summary.json (means with 95 %%",
            "intervals), curves.csv and report.html. Plain baselines are always added: random,",
            "centre, photo-saliency, gradient, input-x-gradient, grad-cam. The same command goes on where it was",
            "stopped.",
            "",
            "Examples:",
            "  srmap evaluate photos.csv --model my.onnx --class-names imagenet --lrp epsilon-plus,gradient",
            "  srmap evaluate val/ --truth ILSVRC2012_validation_ground_truth.txt --synsets synsets.txt \\",
            "    --boxes val-xml/ --model my.onnx --class-names imagenet --metrics pointing,mass --limit 200",
            "  srmap evaluate photos/ --metrics grid,flipping,insertion,deletion"
        })
public final class EvaluateCommand implements Callable<Integer> {
    private static final String MEASURED = "What is measured";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DATA", description = "photos with their true classes, boxes or masks")
    private Path place = Path.of("");

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private MethodList methods = new MethodList();

    @Option(
            names = "--target",
            paramLabel = "CLASS",
            defaultValue = "truth",
            description = "which class is explained: top1 (the predicted one), or truth (the true class; the predicted"
                    + " one where it is not known) [${DEFAULT-VALUE}]")
    @OptionGroup("Class to explain")
    private String target = "truth";

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--maps",
            paramLabel = "MAP",
            split = ",",
            description =
                    "which maps of each method, comma-separated: relevance, sr, sr-absolute, sr-paper [relevance,sr]")
    @OptionGroup(MEASURED)
    private List<String> maps = new ArrayList<>(List.of("relevance", "sr"));

    @Option(
            names = "--metrics",
            paramLabel = "METRIC",
            split = ",",
            description =
                    "what is measured, comma-separated; an unknown name lists all [pointing,mass,rank,inside-total,"
                            + "auc,top-k,iou,box-error]")
    @OptionGroup(MEASURED)
    private List<String> metrics = new ArrayList<>(RegionMetrics.NAMES);

    @Option(
            names = "--threshold",
            paramLabel = "T",
            split = ",",
            description =
                    "where attention areas begin, for iou, comma-separated: fractions of the largest SR value, abs:V,"
                            + " top:PERCENT, otsu [0.1]")
    @OptionGroup(MEASURED)
    private List<String> thresholds = new ArrayList<>(List.of("0.1"));

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "0",
            description = "number of photos, drawn with the seed; 0: all [${DEFAULT-VALUE}]")
    @OptionGroup(MEASURED)
    private int limit;

    @Option(names = "--correct", description = "only photos that the model gets right")
    @OptionGroup(MEASURED)
    private boolean correct;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "seed of all random numbers [${DEFAULT-VALUE}]")
    @OptionGroup(MEASURED)
    private long seed;

    @Mixin
    private PerturbOptions perturb = new PerturbOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "evaluation",
            description = "folder of results [${DEFAULT-VALUE}]")
    @OptionGroup("Output")
    private Path out = Path.of("evaluation");

    @Option(
            names = "--keep-maps",
            description = "keep maps in OUT/maps and reuse those already there, so that other metrics cost little")
    @OptionGroup("Output")
    private boolean keepMaps;

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        data.check(place);
        EvaluationSettings settings = settings();
        Model loaded = model.load();
        verbosity.notes(err, "", loaded.assumptions());
        Evaluation.Outcome outcome;
        try (DataSet photos = DataSets.open(place, data.beside());
                EvaluationScreen screen = new EvaluationScreen(print, err, verbosity)) {
            outcome = new Evaluation(settings, loaded, photos, out).run(screen);
        }
        if (!verbosity.isQuiet()) {
            print.print(EvaluationText.of(outcome, out));
            print.flush();
        }
        return outcome.failed() > 0 ? 1 : 0;
    }

    private EvaluationSettings settings() {
        ExplainerSettings base = ExplainerSettings.defaults()
                .withThreads(threads.count())
                .withPrecision(methods.precision())
                .withSaliency(null);
        List<EvaluationSettings.NamedMethod> named = new ArrayList<>();
        for (MethodText method : methods.methods()) {
            named.add(new EvaluationSettings.NamedMethod(method.row(), base.withMethod(method.method())));
        }
        Set<MapKind> kinds = new LinkedHashSet<>();
        for (String map : maps) {
            kinds.add(OptionValue.read("--maps", () -> MapKind.named(map)));
        }
        List<RegionMetrics.Named> areas = thresholds.stream()
                .map(t -> new RegionMetrics.Named(t.strip(), AreaOptions.read(t.strip())))
                .toList();
        if (limit < 0) {
            throw new UsageException("--limit " + limit + ": 0 or more");
        }
        return new EvaluationSettings(
                named,
                List.copyOf(kinds),
                metrics(),
                areas,
                limit,
                correct,
                !TargetList.isTruth(target),
                seed,
                keepMaps,
                perturb.read());
    }

    private List<String> metrics() {
        List<String> wanted = new ArrayList<>();
        for (String metric : metrics) {
            String name = metric.strip().toLowerCase(Locale.ROOT);
            if (!MetricCatalog.NAMES.contains(name)) {
                throw new UsageException("--metrics: there is no \"" + metric + "\"; choose from "
                        + String.join(", ", MetricCatalog.NAMES));
            }
            wanted.add(name);
        }
        return wanted;
    }
}
