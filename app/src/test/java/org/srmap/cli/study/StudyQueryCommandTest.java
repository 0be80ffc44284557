package org.srmap.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.srmap.cli.CommandLineRun;
import org.srmap.study.read.Question;
import org.srmap.study.read.SampleRun;

class StudyQueryCommandTest {
    @TempDir
    private static Path folder;

    private static Path run;

    @BeforeAll
    static void write() throws IOException, SQLException {
        SampleRun rows = SampleRun.small();
        rows.add(new SampleRun.Row(
                "evil\u001b[2J,\"\u202e.png", "cat", "alpha", "gradient", 1, 0.9, 0.4, null, null, null));
        run = rows.write(folder.resolve("run"), 2);
    }

    private CommandLineRun query(Object... more) {
        Object[] all = new Object[more.length + 1];
        all[0] = run;
        System.arraycopy(more, 0, all, 1, more.length);
        return CommandLineRun.of("study query", all);
    }

    @ParameterizedTest
    @EnumSource(Question.class)
    void answersEachReadyQuestion(Question question) {
        CommandLineRun outcome = query("--ask", question.id());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines().skip(1).findFirst().orElse("")).contains("──");
        assertThat(outcome.out()).doesNotContain("(" + question.none() + ")");
        assertThat(CommandLineRun.of("study query --help").out()).contains(question.id(), question.about());
    }

    @Test
    void saysWhyThereIsNoAnswer() {
        assertThat(query("--ask", "outside", "--models", "beta").out())
                .contains("(no labelled photo has boxes or a mask)");
    }

    @Test
    void printsATable() {
        assertThat(query("SELECT model, count(*) AS n, avg(spread) AS s FROM results WHERE preset = 'epsilon-plus-flat'"
                                + " GROUP BY model ORDER BY model")
                        .out())
                .isEqualToNormalizingNewlines("""
                        model  n       s
                        ─────  ─  ──────
                        alpha  7  0.1250
                        beta   7  0.2250
                        """);
    }

    @Test
    void aFilesNameCannotMoveTheCursor() {
        CommandLineRun outcome = query("SELECT file FROM results WHERE file LIKE 'evil%'");
        assertThat(outcome.out()).contains("evil\\u001b[2J,\"\\u202e.png").doesNotContain("\u001b");
    }

    @Test
    void writesCsvAndJson() throws IOException {
        String sql = "SELECT file, top5, spread, inside FROM results WHERE file LIKE 'evil%' OR error IS NOT NULL"
                + " ORDER BY file LIMIT 2";
        assertThat(query(sql, "--csv").out().split("\n"))
                .containsExactly(
                        "file,top5,spread,inside",
                        "\"evil\u001b[2J,\"\"\u202e.png\",\"[1, 2]\",0.4,",
                        "owl/broken.png,,,");
        JsonNode json = new ObjectMapper().readTree(query(sql, "--json").out());
        assertThat(json).hasSize(2);
        assertThat(json.at("/0/top5/1").asInt()).isEqualTo(2);
        assertThat(json.at("/1/spread").isNull()).isTrue();
        assertThat(query("SELECT 'nan'::DOUBLE AS x WHERE false", "--json").out())
                .isEqualTo("[]\n");
        assertThat(query("SELECT 'nan'::DOUBLE AS x", "--json").out()).isEqualTo("[{\"x\":null}]\n");
    }

    @Test
    void asksOfTheModelsGiven() {
        assertThat(query("--ask", "disagreements").out()).contains("cat/2.png").doesNotContain("owl/2.png");
        assertThat(query("--ask", "disagreements", "--models", "beta,alpha").out())
                .contains("owl/2.png")
                .doesNotContain("cat/2.png");
        assertThat(query("--ask", "accuracy", "--models", "beta").out())
                .contains("beta")
                .doesNotContain("alpha");
        assertThat(query("--ask", "accuracy", "--show-sql").err()).contains("FROM accuracy");
    }

    @Test
    void saysWhenThereIsMore() {
        assertThat(query("FROM range(100)").out()).contains("the first 40 rows are shown");
        assertThat(query("FROM range(100)", "--limit", "100").out()).doesNotContain("more");
        assertThat(query("FROM range(100)", "--csv").out().lines()).hasSize(101);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | no question given | ",
                "2 | --ask nothing: choose from accuracy, | --ask nothing",
                "2 | either a statement or --ask | SELECT --ask accuracy",
                "2 | no such model in this study; choose from alpha, beta | --ask accuracy --models gamma",
                "2 | two are needed | --ask disagreements --models alpha",
                "2 | --limit -1: 0 (all) or more | --ask accuracy --limit -1",
                "2 | such as 500MB | --ask accuracy --memory lots",
                "1 | only questions can be asked | DELETE/**/FROM/**/results",
                "1 | Referenced column \"nothing\" not found | SELECT/**/nothing/**/FROM/**/results",
            })
    void saysWhatIsWrong(int code, String message, String args) {
        Object[] words = args == null ? new Object[0] : args.split(" ");
        CommandLineRun outcome = query(words);
        assertThat(outcome.err()).as(Arrays.toString(words)).contains(message).doesNotContain("\tat ");
        assertThat(outcome.code()).isEqualTo(code);
    }

    @Test
    void saysThatThereIsNoStudy() {
        CommandLineRun outcome = CommandLineRun.of("study query", folder, "--ask", "accuracy");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains(folder + ": no study.json in it");
    }
}
