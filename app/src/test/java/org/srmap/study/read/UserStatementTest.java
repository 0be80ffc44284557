package org.srmap.study.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.study.Column;

class UserStatementTest {
    @TempDir
    private static Path folder;

    private static StudyRun run;

    @BeforeAll
    static void open() throws IOException, SQLException {
        run = StudyRun.open(SampleRun.small().write(folder.resolve("run"), 1), new RunLimits("200MB", "100MB", 2));
    }

    @AfterAll
    static void close() {
        run.close();
    }

    private List<List<@Nullable Object>> ask(String sql) throws IOException {
        return ask(sql, Long.MAX_VALUE, 0);
    }

    private List<List<@Nullable Object>> ask(String sql, long most, int seconds) throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        run.sql(sql, most, seconds, new SqlAnswer() {
            @Override
            public void columns(List<String> names, List<String> types) {
                rows.add(new ArrayList<>(names));
            }

            @Override
            public void row(List<@Nullable Object> values) {
                rows.add(values);
            }
        });
        return rows;
    }

    @Test
    void answersQuestions() throws IOException {
        assertThat(ask("SELECT model, count(*) AS n FROM results GROUP BY model ORDER BY model ; "))
                .containsExactly(List.of("model", "n"), List.of("alpha", 14L), List.of("beta", 14L));
        assertThat(ask("FROM disagreements('beta', 'alpha')")).hasSize(2);
        assertThat(ask("DESCRIBE results")).hasSize(1 + Column.values().length);
        assertThat(ask("SELECT top5, sr, correct, NULL AS nothing FROM results LIMIT 1")
                        .get(1))
                .satisfiesExactly(
                        top -> assertThat(top).isEqualTo(List.of(0, 1)),
                        sr -> assertThat((byte[]) sr).hasSize(1024),
                        correct -> assertThat(correct).isEqualTo(true),
                        nothing -> assertThat(nothing).isNull());
    }

    @Test
    void keepsOrderAndStopsAtTheLimit() throws IOException {
        assertThat(ask("SELECT * FROM range(100000) t(i) ORDER BY i DESC", 3, 0))
                .containsExactly(List.of("i"), List.of(99999L), List.of(99998L), List.of(99997L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY results TO '%s/stolen.csv'",
                "COPY (SELECT 1) TO '%s/stolen.csv'",
                "SELECT * FROM read_csv('%s/secret.csv')",
                "SELECT * FROM read_text('%s/secret.csv')",
                "SELECT * FROM read_blob('%s/secret.csv')",
                "SELECT * FROM read_parquet('%s/run/results/part-00000.parquet')",
                "SELECT * FROM glob('%s/*')",
                "FROM '%s/secret.csv'",
                "ATTACH '%s/stolen.db'",
                "EXPORT DATABASE '%s/stolen'",
                "IMPORT DATABASE '%s/run'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SELECT 1) TO '%s/stolen.csv'; SELECT (1",
                "SELECT 1); COPY results TO '%s/stolen.csv'; SELECT * FROM (SELECT 1",
                "SELECT 1); SET enable_external_access = true; SELECT * FROM (SELECT 1",
                "SELECT 1); ROLLBACK; COPY results TO '%s/stolen.csv'; SELECT * FROM (SELECT 1",
                "SELECT 1); SET memory_limit = '100GB'; SELECT * FROM (SELECT 1",
                "SELECT 1); PRAGMA profiling_output = '%s/stolen.json'; SELECT * FROM (SELECT 1",
                "CREATE TABLE more AS SELECT 1",
                "DELETE FROM results",
                "DROP TABLE results",
                "SELECT 1); DELETE FROM results; SELECT * FROM (SELECT 1",
                "SELECT getenv('HOME')",
                "SELEC 1",
                "SELECT nothing FROM results",
                "SELECT error('no') FROM results",
                "SELECT 'x'::INTEGER",
                "",
            })
    void refuses(String sql) throws IOException {
        Files.writeString(folder.resolve("secret.csv"), "a\nsecret\n");
        assertThatThrownBy(() -> ask(sql.replace("%s", folder.toString())))
                .isInstanceOf(RunException.class)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("CREATE TEMP")
                .hasMessageNotContaining("secret\n");
        assertThat(folder).isDirectoryNotContaining("glob:**stolen*");
        assertThat(ask("SELECT count(*) FROM results").get(1)).containsExactly(28L);
    }

    @Test
    void whatIsTooLargeOrTakesTooLongEnds() {
        assertThatThrownBy(() -> ask("SELECT string_agg(repeat(i::VARCHAR, 20)) FROM range(5000000) t(i)"))
                .isInstanceOf(RunException.class);
        assertThatThrownBy(() -> ask("SELECT sum(sin(i)) FROM range(100000000000) t(i)", 10, 1))
                .hasMessage("it took too long and was stopped");
    }
}
