package org.srmap.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.cli.CommandLineRun;

/** {@code srmap evaluate} on three small photos with the demo model. */
class EvaluateCommandTest {
    private static final String OPTIONS =
            " --lrp epsilon-plus-flat --maps relevance --metrics pointing,mass,auc,entropy,conservation --threads 1";

    @TempDir
    private static Path folder = Path.of("unset");

    private static Path data = Path.of("unset");
    private static Path out = Path.of("unset");
    private static CommandLineRun first = new CommandLineRun(-1, "", "");

    @BeforeAll
    static void evaluateOnce() throws IOException {
        CommandLineRun.photo(folder.resolve("a.png"));
        CommandLineRun.photo(folder.resolve("b.png"));
        Files.writeString(folder.resolve("broken.png"), "no picture");
        data = Files.writeString(folder.resolve("data.csv"), """
            file,label,boxes
            a.png,,50 20 130 100
            b.png,,0 0 160 140
            broken.png,,1 1 2 2
            """);
        out = folder.resolve("out");
        first = evaluate(out, OPTIONS);
    }

    private static CommandLineRun evaluate(Path to, String options) {
        return CommandLineRun.of("evaluate " + data + options + " --out", to);
    }

    private static List<String> lines(Path of) throws IOException {
        return Files.readAllLines(of.resolve("metrics.csv"));
    }

    @Test
    void everyPhotoAndRowGetsALine() throws IOException {
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.err()).contains("srmap: broken.png: ");
        assertThat(first.out()).contains("2 photos measured, 1 failed", "epsilon-plus-flat", "photo-saliency");
        List<String> lines = lines(out);
        assertThat(lines.get(0))
                .isEqualTo("file,label,target,predicted,method,map,pointing,pointing-15,mass,auc,entropy,"
                        + "conservation-error,note");
        assertThat(lines).hasSize(1 + 7 + 7 + 1);
        assertThat(lines.subList(1, 8)).allMatch(line -> line.startsWith("a.png,,"));
        assertThat(lines.get(15)).startsWith("broken.png,,,,,,,,,,,,\"error: ");
    }

    @Test
    void aTruthThatCoversEverythingIsNoHit() throws IOException {
        List<String> whole =
                lines(out).stream().filter(l -> l.startsWith("b.png")).toList();
        assertThat(whole)
                .hasSize(7)
                .allMatch(l -> l.matches("b.png,,\\d,\\d,[a-z-]+,[a-z]+,,,,,[0-9.]+,.*")
                        && l.contains("every map would point at it"));
        JsonNode row = new ObjectMapper()
                .readTree(out.resolve("summary.json").toFile())
                .path("rows")
                .get(0);
        assertThat(row.path("metrics").path("mass").path("n").asInt()).isEqualTo(1);
        assertThat(row.path("metrics").path("entropy").path("n").asInt()).isEqualTo(2);
    }

    @Test
    void theReportNeedsNothingElse() throws IOException {
        String page = Files.readString(out.resolve("report.html"));
        assertThat(page)
                .contains("<svg", "epsilon-plus-flat", "prefers-color-scheme: dark", "broken.png: ")
                .doesNotContain("http:", "https:", "<script", "<link", "url(");
    }

    @Test
    void aRunThatWasStoppedEndsLikeOneThatWasNot() throws IOException {
        Path stopped = folder.resolve("stopped");
        Files.createDirectories(stopped);
        Files.copy(out.resolve("evaluation.json"), stopped.resolve("evaluation.json"));
        List<String> lines = lines(out);
        String torn = String.join(
                "\n",
                lines.get(0),
                lines.get(9),
                lines.get(3),
                lines.get(4),
                lines.get(5),
                lines.get(11),
                lines.get(12),
                "b.png,,1,2,grad-c");
        Files.writeString(stopped.resolve("metrics.csv"), torn);
        assertThat(evaluate(stopped, OPTIONS).code()).isEqualTo(1);
        assertThat(lines(stopped)).isEqualTo(lines);
    }

    @Test
    @DisplayName("flipping in random order is the photo's own: no map changes it, nor where a run was stopped")
    void randomOrderDependsOnNoMap() throws IOException {
        Path flipped = folder.resolve("flipped");
        String options = " --maps relevance --metrics flipping --steps 4 --region 40 --quiet";
        evaluate(flipped, options);
        List<String> lines = lines(flipped);
        int column = List.of(lines.get(0).split(",")).indexOf("aopc-random@mean");
        assertThat(lines.subList(1, 8).stream().map(l -> l.split(",")[column]).distinct())
                .hasSize(1);
        Files.write(flipped.resolve("metrics.csv"), lines.subList(0, 3));
        evaluate(flipped, options);
        assertThat(lines(flipped)).isEqualTo(lines);
    }

    @Test
    void otherSettingsAreNotMixedIn() {
        CommandLineRun other = evaluate(out, OPTIONS + " --seed 2");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("holds another evaluation: seed was");
        assertThat(evaluate(out, OPTIONS + " --precision float64").err())
                .contains("precision was auto and is now float64");
        assertThat(evaluate(out, OPTIONS + " --dialect innvestigate").err()).contains("methods was");
        assertThat(evaluate(out, OPTIONS + " --target top1").err()).contains("explained was");
    }

    @Test
    void keptMapsServeOtherMetrics() throws IOException {
        Path kept = folder.resolve("kept");
        String common = " --limit 1 --maps relevance --keep-maps --quiet --seed ";
        assertThat(evaluate(kept, common + "1 --metrics entropy").code()).isZero();
        CommandLineRun mixed = evaluate(kept, common + "1 --metrics sparseness");
        assertThat(mixed.err())
                .contains(
                        "metrics was [\"entropy\"] and is now [\"sparseness\"]",
                        "delete evaluation.json, metrics.csv and curves.csv in it");
        for (String file : List.of("evaluation.json", "metrics.csv", "curves.csv")) {
            Files.delete(kept.resolve(file));
        }
        assertThat(evaluate(kept, common + "1 --metrics sparseness").code()).isZero();
        JsonNode seconds = new ObjectMapper()
                .readTree(kept.resolve("summary.json").toFile())
                .path("seconds");
        assertThat(seconds.path("relevance").asDouble(-1)).isZero();
        assertThat(evaluate(kept, common + "2 --metrics sparseness").err())
                .contains("holds maps of another evaluation");
    }

    @Test
    void whatDoesNotExistIsSaid() {
        Path never = folder.resolve("never");
        CommandLineRun metric = evaluate(never, " --metrics pointing,beauty");
        assertThat(metric.code()).isEqualTo(2);
        assertThat(metric.err()).contains("there is no \"beauty\"; choose from pointing, mass, rank");
        assertThat(evaluate(never, " --maps heat").err()).contains("there is no map \"heat\"");
        assertThat(evaluate(never, " --lrp nonsense").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("evaluate nowhere.csv --out", never).err()).contains("nowhere.csv: no such file");
        assertThat(never).doesNotExist();
    }
}
