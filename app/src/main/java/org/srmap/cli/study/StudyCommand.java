package org.srmap.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.options.OutFolder;
import org.srmap.cli.options.StudyDataOptions;
import org.srmap.cli.options.StudyOptions;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.Interruption;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.cli.terminal.Verbosity;
import org.srmap.eval.data.DataSet;
import org.srmap.run.DifferentRunException;
import org.srmap.study.Study;
import org.srmap.study.StudyOutcome;
import org.srmap.study.StudyPlan;
import org.srmap.study.StudySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap study}: a whole data set through several models. */
@Command(
        name = "study",
        description = "Runs a data set through one or more models; a row of results for each photo, model and method.",
        mixinStandardHelpOptions = true,
        subcommands = {StudyQueryCommand.class, StudyReportCommand.class},
        footer = {
            "",
            "RUN/results/ gets Parquet files, RUN/study.json says what the study is. A study",
            "that was interrupted or killed goes on where it was when it is started again",
            "with the same command.",
            "",
            "Examples:",
            "  srmap study photos/ --models demo --out run",
            "  srmap study ILSVRC2012_img_val.tar --models alexnet,vgg16 --out run \\",
            "    --truth ILSVRC2012_validation_ground_truth.txt --synsets synsets.txt",
            "  srmap study table.csv --models sq=squeezenet.onnx,demo --out run \\",
            "    --preprocess caffe --class-names imagenet --label-numbers imagenet"
        })
public final class StudyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "PHOTOS",
            description =
                    "a folder with a folder for each class, a folder of photos, a table (file,label,boxes,mask) or an"
                            + " archive (.tar); see docs/data-sets.md")
    private Path photos = Path.of("");

    @Mixin
    private StudyDataOptions data = new StudyDataOptions();

    @Mixin
    private StudyOptions study = new StudyOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "RUN",
            description = "folder of the study")
    @OptionGroup("Output")
    private Path out = Path.of("");

    @Option(names = "--keep-maps", description = "keep every map: SR as 8-bit PNG, relevance as float16 .npy")
    @OptionGroup("Output")
    private boolean keepMaps;

    @Option(names = "--threads", paramLabel = "N", description = "photos at a time, one thread each [number of cores]")
    @OptionGroup("Computing")
    private @Nullable Integer threads;

    @Option(
            names = "--shard",
            paramLabel = "N",
            defaultValue = "" + StudyPlan.SHARD,
            description = "photos in a file of results; a killed study loses at most that many [${DEFAULT-VALUE}]")
    @OptionGroup("Output")
    private int shard = StudyPlan.SHARD;

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        requireAll();
        data.check(photos);
        StudyPlan plan = new StudyPlan(
                out,
                OptionValue.threads(threads),
                OptionValue.within("--shard", shard, 1, 100_000),
                keepMaps,
                data.inputs(photos));
        StudySettings settings = study.settings(data.numbers());
        try (DataSet set = data.open(photos);
                Interruption interruption = new Interruption();
                StudyScreen screen = new StudyScreen(err, verbosity.isQuiet(), interruption)) {
            data.requireClear(set, settings.models());
            OutFolder.prepare(out);
            settings.models()
                    .forEach(m -> verbosity.notes(err, m.name(), m.model().assumptions()));
            StudyOutcome outcome = run(new Study(settings, plan, screen), set, screen);
            return tell(outcome, err);
        }
    }

    /** The parser cannot: it would ask for these of query and report, too. */
    private void requireAll() {
        if (photos.toString().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PHOTOS'");
        }
        if (out.toString().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--out=RUN'");
        }
    }

    private StudyOutcome run(Study study, DataSet set, StudyScreen screen) throws IOException {
        try {
            return study.run(set);
        } catch (DifferentRunException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            String message = Failures.message(e);
            String why = message.contains("No space left on device")
                    ? out + ": the disk is full (" + message + ")"
                    : message;
            throw new IOException(
                    screen.hasBegun()
                            ? why + "; all finished results are kept in " + out
                                    + ", the same command goes on from there"
                            : why,
                    e);
        } finally {
            screen.close();
        }
    }

    private int tell(StudyOutcome outcome, PrintWriter err) {
        if (!outcome.isFinished()) {
            err.println("srmap: interrupted: " + outcome.finished() + " of " + outcome.total()
                    + " photos are finished; the same command goes on from there");
            return 1;
        }
        if (!verbosity.isQuiet()) {
            PrintWriter print = spec.commandLine().getOut();
            outcome.summary().forEach(print::println);
            print.println(outcome.total() + " photos, results in " + out);
        }
        if (outcome.failed() > 0) {
            err.println("srmap: " + outcome.failed() + " of " + outcome.total()
                    + " photos have an error in their rows, such as " + outcome.firstError());
            return 1;
        }
        return 0;
    }
}
