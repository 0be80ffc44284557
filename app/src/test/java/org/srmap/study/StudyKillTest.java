package org.srmap.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process is killed (SIGKILL) at random moments and started again with the same command, until it has finished. A
 * few times; the environment variable {@code SRMAP_KILLS} says how often instead.
 */
@Timeout(1200)
class StudyKillTest {
    private static final int KILLS = Integer.parseInt(System.getenv().getOrDefault("SRMAP_KILLS", "4"));

    @TempDir
    Path folder;

    @Test
    void aKilledStudyEndsLikeAnUndisturbedOne() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int photos = 6 + 3 * KILLS;
        Path set = RunRows.photos(folder.resolve("photos"), photos, 40);
        Path run = folder.resolve("killed");
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = start(set, run);
            if (i % 4 != 3) {
                int goal = parts(run) + 1;
                while (process.isAlive() && parts(run) < goal) {
                    Thread.sleep(2);
                }
                Thread.sleep(random.nextInt(150));
            } else {
                Thread.sleep(random.nextInt(1500)); // while it starts
            }
            killed += process.isAlive() ? 1 : 0;
            process.destroyForcibly().waitFor();
            assertThat(rows(run)).as("seed %d: nothing twice, kill %d", seed, i).doesNotHaveDuplicates();
        }
        assertThat(killed).as("seed %d: kills that met it at work", seed).isGreaterThan(KILLS / 2);
        assertThat(finish(set, run)).as("seed %d", seed).isZero();
        Path whole = folder.resolve("undisturbed");
        assertThat(finish(set, whole)).isZero();
        List<String> expected = RunRows.of(whole);
        assertThat(expected).hasSize(photos);
        assertThat(RunRows.of(run)).as("seed %d", seed).isEqualTo(expected);
        assertThat(Files.readString(run.resolve("study.json")))
                .isEqualTo(Files.readString(whole.resolve("study.json")));
        try (Stream<Path> left = Files.walk(run)) {
            assertThat(left.map(p -> String.valueOf(p.getFileName()))).noneMatch(n -> n.startsWith(".aside"));
        }
    }

    private static int parts(Path run) throws IOException {
        if (!Files.isDirectory(run.resolve("results"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(run.resolve("results"))) {
            return (int) files.filter(f -> f.getFileName().toString().startsWith("part-"))
                    .count();
        }
    }

    private Process start(Path photos, Path run) throws IOException {
        Files.createDirectories(temporary());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.srmap.cli.Main",
                "study",
                photos.toString(),
                "--models=demo",
                "--shard=2",
                "--threads=2",
                "--quiet",
                "--out=" + run));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** For the libraries that the program unpacks. */
    private Path temporary() {
        return folder.resolve("tmp");
    }

    private int finish(Path photos, Path run) throws IOException, InterruptedException {
        Process process = start(photos, run);
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Rows, also before the first file is there. */
    private static List<String> rows(Path run) throws IOException {
        return parts(run) == 0 ? List.of() : RunRows.of(run);
    }
}
