package org.srmap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** An option means the same, and is called the same, in every command that has it. */
class CommandLanguageTest {
    /** What words never have, but regular expressions do. */
    private static final Pattern EXPRESSION = Pattern.compile("\\(\\?|\\\\[a-z]|\\[[a-z]-[a-z]|[*+]\\)");

    @TempDir
    private Path folder = Path.of("unset");

    private Path photo = Path.of("unset");

    @BeforeEach
    void photo() throws IOException {
        photo = CommandLineRun.photo(folder.resolve("photo.png"));
    }

    static Stream<CommandLine> commands() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return andBelow(Main.program(nowhere, nowhere, "help"))
                .filter(c -> !c.getCommandName().equals("help"));
    }

    private static Stream<CommandLine> andBelow(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandLanguageTest::andBelow));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionIsDescribedInWords(CommandLine command) {
        for (ArgSpec each : command.getCommandSpec().args()) {
            String words = String.join(" ", each.description()).replaceAll("\\[[^\\]]*\\]", "");
            assertThat(words.strip()).as(command.getCommandName() + " " + each).hasSizeGreaterThan(5);
        }
        assertThat(command.getUsageMessage()).doesNotContainPattern(EXPRESSION).contains("General:");
    }

    @Test
    void optionsStandUnderHeadings() {
        assertThat(CommandLineRun.of("explain --help").out().lines().filter(l -> l.matches("[A-Z][A-Za-z ]+:")))
                .containsExactly(
                        "Model:",
                        "Method:",
                        "SR map and attention areas:",
                        "Computing:",
                        "Classes to explain:",
                        "Truth:",
                        "Output:",
                        "Pictures:",
                        "General:",
                        "Examples:");
    }

    @Test
    void everyCommandThatExplainsTakesTheSameOptions() {
        List<String> shared = List.of("--lrp", "--dialect", "--precision", "--class-names", "--preprocess", "--target");
        List<String> explaining = List.of("explain", "compare", "evaluate", "study", "check");
        assertThat(commands().filter(c -> explaining.contains(c.getCommandName())))
                .hasSize(explaining.size())
                .allSatisfy(
                        c -> assertThat(c.getCommandSpec().optionsMap()).containsKeys(shared.toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--labels", "--explain", "--preset"})
    void noCommandHasAnotherNameForIt(String name) {
        assertThat(commands())
                .allSatisfy(c -> assertThat(c.getCommandSpec().findOption(name)).isNull());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain PHOTO --labels x | : '--labels",
                "compare PHOTO --labels x | : '--labels",
                "evaluate PHOTO --labels x | : '--labels",
                "study PHOTO --labels x | : '--labels",
                "evaluate PHOTO --explain top1 | : '--explain",
                "study report RUN --preset x | : '--preset",
                "study PHOTO --maps | : '--maps",
                "explain PHOTO --target true | there is no class",
                "evaluate PHOTO --target 3 | --target 3: top1 or truth",
                "explain PHOTO --lrp gradient,paper | one method is needed; srmap compare takes several",
                "check demo --lrp gradient,paper | one method is needed; srmap compare takes several",
                "export demo -o x.onnx --lrp grad-cam | a preset of relevance rules or a composite file is needed",
                "compare PHOTO --lrp paper,paper | --lrp paper,paper: paper twice",
                "evaluate PHOTO --lrp paper,paper | --lrp paper,paper: paper twice",
                "study PHOTO --out run --lrp paper,paper | --lrp paper,paper: paper twice",
                "study PHOTO --out run --lrp epsilon-plus,epsilon_plus | epsilon-plus twice",
                "compare PHOTO --dialect nobody | --dialect nobody: choose from zennit",
                "evaluate PHOTO --precision half | --precision half: choose from auto, float32, float64",
                "explain PHOTO --model demo --arch alexnet | --model and --arch both name a model",
                "evaluate PHOTO --model demo --weights x | --model and --weights both name a model",
                "check demo --arch alexnet --weights x | MODEL and --arch both name a model",
                "export demo -o x.onnx --weights x | MODEL and --weights both name a model",
                "check demo --model demo | : '--model",
                "export demo -o x.onnx --model demo | : '--model",
                "check | no model given; use MODEL, or --arch and --weights",
                "explain PHOTO --arch alexnet | give --arch and --weights together",
                "explain PHOTO --truth t.csv --target truth --synsets s | --truth t.csv: no such file",
                "compare PHOTO --synsets s | --synsets is for --truth",
                "evaluate PHOTO --synsets s | --synsets is for --truth",
                "check demo --photo PHOTO --truth t.csv | --truth is for --target truth"
            })
    void whatCannotBeIsRefusedAlike(String words, String message) {
        CommandLineRun run = CommandLineRun.of(words.replace("PHOTO", photo.toString()));
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
        assertThat(run.code()).as(run.err()).isEqualTo(2);
    }

    @Test
    void quietAndVerboseAreInEveryCommandThatWorksOnFiles() {
        CommandLineRun run = CommandLineRun.of("check --verbose", folder.resolve("none.onnx"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("none.onnx: no such file").contains("\tat ");
        assertThat(commands().filter(c -> c.getSubcommands().isEmpty()))
                .allSatisfy(c ->
                        assertThat(c.getCommandSpec().findOption("--verbose")).isNotNull());
    }
}
