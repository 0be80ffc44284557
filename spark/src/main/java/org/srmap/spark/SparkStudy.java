package org.srmap.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.srmap.cli.options.StudyDataOptions;
import org.srmap.cli.options.StudyOptions;
import org.srmap.cli.terminal.CommandLines;
import org.srmap.study.StudySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A study on a Spark cluster; the program that {@code spark-submit} starts. */
@Command(
        name = "srmap-spark",
        description = "Runs a study on a Spark cluster; see docs/study.md.",
        mixinStandardHelpOptions = true)
public final class SparkStudy implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1",
            paramLabel = "PHOTOS",
            description = "a data set that every node sees at this path, or with --binary a folder that Spark reads")
    private String photos = "";

    @Option(
            names = "--binary",
            description =
                    "Spark reads the photos (binaryFile), from any place that it can read: hdfs://, s3a://, file:")
    private boolean binary;

    @Mixin
    private StudyDataOptions data = new StudyDataOptions();

    @Mixin
    private StudyOptions study = new StudyOptions();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "RUN",
            description = "folder of the study, on any file system")
    private String out = "";

    @Option(
            names = "--partition",
            paramLabel = "N",
            defaultValue = "64",
            description = "photos of a task, without --binary [${DEFAULT-VALUE}]")
    private int partition = 64;

    /** Starts the program; the session of Spark is that of spark-submit. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        SparkSession session = SparkSession.builder().appName("srmap study").getOrCreate();
        int code;
        try {
            code = run(out, err, args);
        } finally {
            session.stop();
        }
        if (code != 0) {
            throw new IllegalStateException("the study failed: exit code " + code);
        }
    }

    /** Runs a command line in the session of Spark that there is. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return CommandLines.of(new SparkStudy(), out, err).execute(args);
    }

    @Override
    public Integer call() throws IOException {
        if (partition < 1) {
            throw new ParameterException(spec.commandLine(), "--partition " + partition + ": at least 1");
        }
        SparkSession session = SparkSession.active();
        StudySettings settings = study.settings(data.numbers());
        SparkRun run = new SparkRun(session, out);
        Photos source = binary ? BinaryPhotos.find(session, photos, data.beside()) : listed(settings);
        Map<String, String> place = new TreeMap<>(Map.of("kind", source.kind(), "place", source.place()));
        place.putAll(source.inputs());
        ShippedStudy shipped = new ShippedStudy(settings);
        try {
            run.begin(shipped.open(), settings, place, source.names().size());
            Set<String> finished = run.finished(settings.rowsPerPhoto());
            List<ShippedData.Name> rest = source.names().stream()
                    .filter(n -> !finished.contains(n.file()))
                    .toList();
            if (!rest.isEmpty()) {
                JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
                Broadcast<ShippedStudy> study = context.broadcast(shipped);
                JavaRDD<Row> rows = source.rows(context, rest, study);
                session.createDataFrame(rows, SparkRows.schema())
                        .write()
                        .mode(SaveMode.Append)
                        .option("compression", "zstd")
                        .parquet(run.results());
            }
            run.finish();
        } finally {
            shipped.close();
        }
        return tell(run, source.names().size());
    }

    private int tell(SparkRun run, int total) {
        long failed = run.failed();
        spec.commandLine().getOut().println(total + " photos, results in " + out);
        if (failed > 0) {
            spec.commandLine()
                    .getErr()
                    .println("srmap: " + failed + " of " + total + " photos have an error in their rows");
        }
        return failed > 0 ? 1 : 0;
    }

    private Photos listed(StudySettings settings) throws IOException {
        Path place = Path.of(photos);
        data.check(place);
        return ListedPhotos.find(place, data, settings.models(), partition);
    }
}
