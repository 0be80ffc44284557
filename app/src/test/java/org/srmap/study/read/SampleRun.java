package org.srmap.study.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.srmap.study.Column;

/** Writes the folder of a study from rows that a test makes up. */
public final class SampleRun {
    /** Names of the classes that all made-up models know. */
    public static final List<String> CLASSES = List.of("cat", "dog", "owl", "fox", "bee", "ant");

    private final List<Row> rows = new ArrayList<>();

    /** A row: a photo, who judged it, and what came out. The best class has {@code probability}. */
    public record Row(
            String file,
            String label,
            String model,
            String preset,
            int top1,
            double probability,
            Double spread,
            Double inside,
            byte[] sr,
            String error) {
        /** A row without a result. */
        public static Row failed(String file, String label, String model, String preset, String error) {
            return new Row(file, label, model, preset, -1, 0, null, null, null, error);
        }
    }

    /** Adds a row. */
    public SampleRun add(Row row) {
        rows.add(row);
        return this;
    }

    /** A map with one value in the upper and another one in the lower half. */
    public static byte[] map(int upper, int lower) {
        byte[] map = new byte[MeanMap.SIDE * MeanMap.SIDE];
        Arrays.fill(map, 0, map.length / 2, (byte) upper);
        Arrays.fill(map, map.length / 2, map.length, (byte) lower);
        return map;
    }

    /** Two models, six photos of three classes, and one that cannot be read; alpha is right more often than beta. */
    public static SampleRun small() {
        SampleRun run = new SampleRun();
        String[] files = {"cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png", "owl/1.png", "owl/2.png"};
        int[] alpha = {0, 0, 1, 1, 2, 1};
        int[] beta = {0, 1, 1, 0, 1, 2};
        for (int i = 0; i < files.length; i++) {
            String label = files[i].substring(0, 3);
            for (String preset : List.of("epsilon-plus-flat", "gradient")) {
                run.add(new Row(
                        files[i],
                        label,
                        "alpha",
                        preset,
                        alpha[i],
                        0.9,
                        0.1 + 0.01 * i,
                        0.8 - 0.1 * i,
                        map(255, 0),
                        null));
                run.add(new Row(
                        files[i],
                        label,
                        "beta",
                        preset,
                        beta[i],
                        0.6,
                        0.2 + 0.01 * i,
                        null,
                        map(51 * (i % 2), 102),
                        null));
            }
        }
        for (String model : List.of("alpha", "beta")) {
            for (String preset : List.of("epsilon-plus-flat", "gradient")) {
                run.add(Row.failed("owl/broken.png", "owl", model, preset, "owl/broken.png: not an image"));
            }
        }
        return run;
    }

    /** Writes everything; the rows come in {@code parts} files. */
    public Path write(Path folder, int parts) throws IOException, SQLException {
        Files.createDirectories(folder.resolve("results"));
        List<String> models = rows.stream().map(Row::model).distinct().toList();
        List<String> presets = rows.stream().map(Row::preset).distinct().toList();
        Files.writeString(folder.resolve("study.json"), """
                {"models": [%s], "presets": [%s], "data": {"kind": "folders", "place": "photos"}, "items": %d,
                 "finished": true}
                """.formatted(
                models.stream()
                        .map(m -> "{\"name\": \"" + json(m) + "\", \"sha256\": \"" + "ab".repeat(32)
                                + "\", \"input\": [3, 224, 224], \"labels\": [\"" + String.join("\", \"", CLASSES)
                                + "\"]}")
                        .collect(Collectors.joining(", ")),
                presets.stream().map(p -> "\"" + json(p) + "\"").collect(Collectors.joining(", ")),
                rows.stream().map(Row::file).distinct().count()));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (int part = 0; part < parts; part++) {
                statement.execute("CREATE OR REPLACE TABLE rows ("
                        + Stream.of(Column.values())
                                .map(c -> c.id() + " " + c.type().sql())
                                .collect(Collectors.joining(","))
                        + ")");
                insert(connection, rows.subList(rows.size() * part / parts, rows.size() * (part + 1) / parts));
                Path file = folder.resolve("results").resolve(String.format("part-%05d.parquet", part));
                statement.execute("COPY rows TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet)");
            }
        }
        return folder;
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        String sql = """
                INSERT INTO rows BY NAME SELECT f AS file, l AS label, m AS model, p AS preset, t AS truth, b AS top1,
                    CASE WHEN b >= 0 THEN names[b + 1] END AS top1_name, CASE WHEN b >= 0 THEN b = t END AS correct,
                    CASE WHEN b >= 0 THEN [b, (b + 1) %% 6] END AS top5,
                    CASE WHEN b >= 0 THEN [names[b + 1], names[(b + 1) %% 6 + 1]] END AS top5_names,
                    CASE WHEN b >= 0 THEN [q, (1 - q) / 2] END AS top5_probabilities, b AS target,
                    CASE WHEN b >= 0 THEN names[b + 1] END AS target_name, q AS probability,
                    CASE WHEN b = t THEN q WHEN b >= 0 THEN (1 - q) / 2 END AS truth_probability,
                    s AS spread, i AS inside, s AS area_share, 0.5 AS relevance_share, 2 AS areas, sr, e AS error
                FROM (SELECT ?::VARCHAR AS f, ?::VARCHAR AS l, ?::VARCHAR AS m, ?::VARCHAR AS p, ?::INTEGER AS t,
                    nullif(?::INTEGER, -1) AS b, ?::DOUBLE AS q, ?::DOUBLE AS s, ?::DOUBLE AS i, ?::BLOB AS sr,
                    ?::VARCHAR AS e, ['%s'] AS names)
                """.formatted(String.join("','", CLASSES));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                insert.setString(1, row.file());
                insert.setString(2, row.label());
                insert.setString(3, row.model());
                insert.setString(4, row.preset());
                int truth = CLASSES.indexOf(row.label());
                insert.setObject(5, truth < 0 ? null : truth, Types.INTEGER);
                insert.setInt(6, row.top1());
                insert.setDouble(7, row.probability());
                insert.setObject(8, row.spread(), Types.DOUBLE);
                insert.setObject(9, row.inside(), Types.DOUBLE);
                insert.setBytes(10, row.sr());
                insert.setString(11, row.error());
                insert.execute();
            }
        }
    }
}
