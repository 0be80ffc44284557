package org.srmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.cli.Main;

/** The rows of a study on Spark are those of the same study on one machine. */
@Timeout(600)
class SparkStudyTest {
    private static final int PHOTOS = 16;

    @TempDir
    static Path folder;

    private static Path photos;
    private static List<String> expected;

    @BeforeAll
    static void studyOnOneMachine() throws IOException {
        photos = folder.resolve("photos");
        for (int i = 0; i < PHOTOS; i++) {
            Path file = photos.resolve(i % 2 == 0 ? "golf_ball" : "tench").resolve("photo" + i + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(photo(i), "png", file.toFile());
        }
        Files.writeString(photos.resolve("tench/broken.jpg"), "no photo");
        Path run = folder.resolve("one");
        StringWriter err = new StringWriter();
        Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), command("study", photos.toString(), run));
        expected = rows(run);
        assertThat(expected).as(err.toString()).hasSize(PHOTOS + 1);
    }

    private static BufferedImage photo(int seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
        int x0 = random.nextInt(40);
        for (int y = 0; y < 36; y++) {
            for (int x = 0; x < 40; x++) {
                image.setRGB(x, y, Math.hypot(x - x0, y - 18) < 9 ? 0xffffff : x * 5 << 16 | random.nextInt(64));
            }
        }
        return image;
    }

    private static String[] command(String first, String photos, Path run, String... more) {
        List<String> words = new ArrayList<>(first.isEmpty() ? List.of() : List.of(first));
        words.addAll(List.of(photos, "--models=demo", "--out=" + run));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static List<String> rows(Path run) {
        String sql = "SELECT (COLUMNS(* EXCLUDE (seconds, sr)))::VARCHAR, md5(hex(sr)) FROM read_parquet('"
                + run.resolve("results/part-*.parquet") + "') ORDER BY file, model, preset";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (set.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
                    row.append(set.getMetaData().getColumnName(i))
                            .append('=')
                            .append(set.getString(i))
                            .append('|');
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int run(String... args) {
        StringWriter err = new StringWriter();
        int code = SparkStudy.run(new PrintWriter(new StringWriter()), new PrintWriter(err), args);
        assertThat(err.toString()).doesNotContain("internal error");
        return code;
    }

    private static SparkSession session(String master, String... settings) {
        SparkSession.Builder builder = SparkSession.builder()
                .master(master)
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1");
        for (int i = 0; i < settings.length; i += 2) {
            builder.config(settings[i], settings[i + 1]);
        }
        return builder.getOrCreate();
    }

    /** Names that travel, photos that Spark reads, and two threads for a task: always the same rows. */
    @Test
    void twoThreadsOfOneProcess() {
        SparkSession session = session("local[2]", "spark.task.cpus", "2");
        try {
            Path listed = folder.resolve("listed");
            assertThat(run(command("", photos.toString(), listed, "--partition=5")))
                    .isEqualTo(1);
            assertThat(rows(listed)).isEqualTo(expected);
            assertThat(run(command("", photos.toString(), listed, "--partition=5")))
                    .as("again")
                    .isEqualTo(1);
            assertThat(rows(listed)).as("nothing twice").isEqualTo(expected);
            Path binary = folder.resolve("binary");
            assertThat(run(command("", photos.toUri().toString(), binary, "--binary")))
                    .isEqualTo(1);
            assertThat(rows(binary)).isEqualTo(expected);
        } finally {
            session.stop();
        }
    }

    @Test
    void aKilledExecutorChangesNothing() throws IOException {
        Path home = Path.of(System.getenv().getOrDefault("SPARK_HOME", "target/spark-home"));
        fill(home.resolve("jars"));
        SparkSession session = session(
                "local-cluster[2,1,1024]",
                "spark.executor.memory",
                "700m",
                "spark.executor.extraJavaOptions",
                "--enable-native-access=ALL-UNNAMED",
                "spark.executor.extraClassPath",
                System.getProperty("java.class.path"));
        try {
            CompletableFuture<Boolean> killed = CompletableFuture.supplyAsync(SparkStudyTest::killAnExecutorAtWork);
            Path run = folder.resolve("cluster");
            assertThat(run(command("", photos.toString(), run, "--partition=2")))
                    .isEqualTo(1);
            assertThat(killed.join()).as("an executor was killed at work").isTrue();
            assertThat(rows(run)).isEqualTo(expected);
        } finally {
            session.stop();
        }
    }

    /** A cluster in this process starts its executors with the jars of a Spark home: the class path, linked. */
    private static void fill(Path jars) throws IOException {
        Files.createDirectories(jars);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path link = jars.resolve(Path.of(entry).getFileName());
            if (entry.endsWith(".jar") && !Files.exists(link)) {
                Files.createSymbolicLink(link, Path.of(entry).toAbsolutePath());
            }
        }
    }

    /** Waits until rows are being written, and kills one of the two. */
    private static boolean killAnExecutorAtWork() {
        Path results = folder.resolve("cluster/results");
        for (int i = 0; i < 3000; i++) {
            List<ProcessHandle> executors = executors();
            if (executors.size() == 2 && isWritten(results)) {
                return executors.get(0).destroyForcibly() && !isFinished();
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                return false;
            }
        }
        return false;
    }

    /** The only programs that this one starts; their long command lines cannot be read back. */
    private static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").endsWith("java"))
                .toList();
    }

    private static boolean isFinished() {
        try {
            return Files.readString(folder.resolve("cluster/study.json")).contains("\"finished\" : true");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isWritten(Path results) {
        try (var files = Files.walk(results)) {
            return files.anyMatch(f -> f.getFileName().toString().endsWith(".parquet"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }
}
