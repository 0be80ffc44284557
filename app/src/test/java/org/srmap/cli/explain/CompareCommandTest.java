package org.srmap.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.cli.CommandLineRun;

class CompareCommandTest {
    private static final Path BALL = Path.of("..", "examples", "golf-ball.png");

    @TempDir
    private Path folder;

    /** The demo model twice under two names: its maps must agree entirely. */
    private Path copyOfDemo() throws IOException {
        Path copy = folder.resolve("copy.onnx");
        try (var in = org.srmap.Model.class.getResourceAsStream("/org/srmap/model/demo.onnx")) {
            Files.copy(in, copy);
        }
        return copy;
    }

    @Test
    void comparesModels() throws IOException {
        Path copy = copyOfDemo();
        CommandLineRun outcome = CommandLineRun.of("compare", BALL, "--models", "demo," + copy, "--out", folder);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("correlation 1.00, similarity 1.00", "golf ball (", "Written to");
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("golf-ball.json").toFile());
        assertThat(json.at("/results")).hasSize(2);
        assertThat(json.at("/results/0/model").asText()).isEqualTo("demo");
        assertThat(json.at("/results/1/model").asText()).isEqualTo(copy.toString());
        assertThat(json.at("/agreement/0/same_class").asBoolean()).isTrue();
        assertThat(json.at("/agreement/0/correlation").asDouble()).isGreaterThan(0.999);
        assertThat(ImageIO.read(folder.resolve("golf-ball.png").toFile()).getWidth())
                .isEqualTo(1600);
    }

    @Test
    void aModelCanBeGivenAName() throws IOException {
        CommandLineRun outcome = CommandLineRun.of(
                "compare", BALL, "--models", "old=demo,new=" + copyOfDemo(), "--write", "json", "--out", folder);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("golf-ball.json").toFile());
        assertThat(json.at("/results"))
                .extracting(r -> r.path("model").asText())
                .containsExactly("old", "new");
    }

    @Test
    void comparesPresetsAndAClassOfChoice() throws IOException {
        CommandLineRun outcome = CommandLineRun.of(
                "compare", BALL, "--lrp", "epsilon-plus-flat,gradient", "--target", "church", "--out", folder);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("golf-ball.json").toFile());
        assertThat(json.at("/results"))
                .extracting(r -> r.path("preset").asText())
                .containsExactly("epsilon-plus-flat", "gradient");
        assertThat(json.at("/results"))
                .allSatisfy(r -> assertThat(r.at("/target/label").asText()).isEqualTo("church"));
    }

    @Test
    void theTrueClassIsThatOfTheFolder() throws IOException {
        Path photo = CommandLineRun.photo(folder.resolve("golf_ball").resolve("a.png"));
        CommandLineRun outcome = CommandLineRun.of(
                "compare --target truth --lrp gradient --dialect innvestigate --precision float32 --write json --out",
                folder,
                photo);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode result =
                new ObjectMapper().readTree(folder.resolve("a.json").toFile()).at("/results/0");
        assertThat(result.at("/target/label").asText()).isEqualTo("golf ball");
        assertThat(result.path("preset").asText()).isEqualTo("gradient (innvestigate)");
        assertThat(result.at("/provenance/precision").asText()).isEqualTo("float32");
    }

    @Test
    void classNamesAreForTheModelNamedOrThoseWithout() throws IOException {
        Path names = folder.resolve("names.txt");
        Files.write(names, IntStream.range(0, 10).mapToObj(i -> "thing " + i).toList());
        CommandLineRun one =
                CommandLineRun.of("compare --write json --class-names demo=" + names + " --out", folder, BALL);
        assertThat(one.out()).as(one.err()).contains("thing ");
        CommandLineRun all = CommandLineRun.of("compare --write json --class-names " + names + " --out", folder, BALL);
        assertThat(all.out()).as(all.err()).contains("golf ball").doesNotContain("thing ");
    }

    @Test
    void aBrokenPhotoDoesNotStopTheOthers() throws IOException {
        Files.writeString(folder.resolve("broken.png"), "no picture");
        CommandLineRun outcome = CommandLineRun.of(
                "compare", folder.resolve("broken.png"), BALL, "--out", folder.resolve("out"), "--write", "json");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("broken.png", "1 of 2 photos failed");
        assertThat(folder.resolve("out").resolve("golf-ball.json")).exists();
        assertThat(folder.resolve("out").resolve("golf-ball.png")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--models nowhere.onnx | --models nowhere.onnx: no such file",
                "--models demo,demo | demo twice",
                "--models demo,demo=demo | two models are called \"demo\"",
                "--lrp gradient,gradient | gradient twice",
                "--lrp nonsense | nonsense",
                "--target nonsense | nonsense",
                "--target top3 | one class is needed",
                "--write npy | compare writes png and json",
                "--threads 0 | --threads 0",
                "--threshold x | --threshold x",
            })
    void saysWhatIsWrong(String args, String message) {
        Object[] words = (BALL + " --out " + folder + " " + args).split(" ");
        CommandLineRun outcome = CommandLineRun.of("compare", words);
        assertThat(outcome.err()).contains(message).doesNotContain("\tat ");
        assertThat(outcome.code()).isEqualTo(2);
    }
}
