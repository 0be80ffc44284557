package org.srmap.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.Progress;
import org.srmap.cli.terminal.UsageException;
import org.srmap.cli.terminal.Verbosity;
import org.srmap.run.RunListener;
import org.srmap.study.read.StudyRun;
import org.srmap.study.report.DataSetPhotos;
import org.srmap.study.report.PhotoSource;
import org.srmap.study.report.StudyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap study report}: a study as pages of HTML. */
@Command(
        name = "report",
        description = "Writes a study as pages of HTML that open from disk, without a network.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Accuracy, the photos that one model gets right and another wrong with where each looked, the mean SR",
            "map of every class with typical and missed photos, distributions, and all rows. Photos are read",
            "again from where the study found them; small copies of those that are shown go into the report.",
            "",
            "Examples:",
            "  srmap study report run                       writes run/report/index.html",
            "  srmap study report run --lrp gradient --out /tmp/report",
        })
final class StudyReportCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", description = "the folder that srmap study wrote")
    private Path folder = Path.of("");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "folder of the report [RUN/report]")
    private @Nullable Path out;

    @Option(names = "--lrp", paramLabel = "METHOD", description = "method whose maps are shown [the study's first]")
    private @Nullable String method;

    @Option(
            names = "--photos",
            paramLabel = "PLACE",
            description = "where the photos are now: the folder, table or archive [where the study found them]")
    private @Nullable Path photos;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "240",
            description = "how many photos are shown of each kind of disagreement [${DEFAULT-VALUE}]")
    private int most = 240;

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (most < 1 || most > MOST) {
            throw new UsageException("--most " + most + ": 1 to " + MOST);
        }
        try (StudyRun run = StudyRun.open(folder)) {
            List<String> methods = run.presets();
            if (method != null && !methods.contains(method)) {
                throw new UsageException(
                        "--lrp " + method + ": not in this study; choose from " + String.join(", ", methods));
            }
            Path place = photos != null ? photos : run.info().data().place();
            try (PhotoSource source = DataSetPhotos.open(place, photos != null)) {
                say(write(run, source), source.note(), err);
            }
        }
        return 0;
    }

    private StudyReport.Written write(StudyRun run, PhotoSource source) throws IOException {
        try (Bar bar = new Bar(spec.commandLine().getErr(), verbosity.isQuiet())) {
            return new StudyReport(run, new StudyReport.Settings(method, most), bar)
                    .write(source, out != null ? out : folder.resolve("report"));
        }
    }

    private void say(StudyReport.Written written, String note, PrintWriter err) {
        if (verbosity.isQuiet()) {
            return;
        }
        if (!note.isEmpty()) {
            err.println("srmap: note: " + AnswerCells.visible(note));
        } else if (written.missing() > 0) {
            err.println("srmap: note: " + written.missing()
                    + " of the photos to show could not be read again; their maps" + " are shown without them");
        }
        spec.commandLine().getOut().println("Written to " + written.index());
        spec.commandLine().getOut().flush();
    }

    /** Progress whose length is known only once the study has been read. */
    private static final class Bar implements RunListener, AutoCloseable {
        private final PrintWriter err;
        private final boolean quiet;
        private @Nullable Progress progress;

        Bar(PrintWriter err, boolean quiet) {
            this.err = err;
            this.quiet = quiet;
        }

        @Override
        public void begin(int count, int finished) {
            progress = new Progress(err, count, quiet);
        }

        @Override
        public void step() {
            if (progress != null) {
                progress.step();
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
