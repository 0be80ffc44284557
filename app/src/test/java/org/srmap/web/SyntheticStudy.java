package org.srmap.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;

/** Writes the folder of a study with made-up rows of two models, the second one weaker than the first. */
final class SyntheticStudy {
    private static final String ROWS = """
        COPY (
          SELECT printf('%05d.png', i) AS file, 'class' || truth AS label, model, 'epsilon-plus-flat' AS preset,
            truth::INTEGER AS truth, top1::INTEGER AS top1, 'class ' || top1 AS top1_name, top1 = truth AS correct,
            [top1, (top1 + 1) % 10, (top1 + 2) % 10, (top1 + 3) % 10, (top1 + 4) % 10]::INTEGER[] AS top5,
            ['class ' || top1, 'class ' || (top1 + 1) % 10, 'class ' || (top1 + 2) % 10, 'class ' || (top1 + 3) % 10,
              'class ' || (top1 + 4) % 10] AS top5_names,
            [p, (1 - p) / 2, (1 - p) / 4, (1 - p) / 8, (1 - p) / 16]::FLOAT[] AS top5_probabilities,
            top1::INTEGER AS target, 'class ' || top1 AS target_name, (10 * p)::FLOAT AS logit, p::FLOAT AS probability,
            (10 * p)::FLOAT AS truth_logit, (CASE WHEN top1 = truth THEN p ELSE (1 - p) / 2 END)::FLOAT AS truth_probability,
            (1 + i % 3)::INTEGER AS areas, 0.1 + 0.2 * u AS area_share, 0.4 + 0.4 * u AS relevance_share,
            0.3 + 0.4 * u AS focus_x, 0.3 + 0.4 * p AS focus_y, 0.05 + 0.25 * u AS spread, 0.3 + 0.6 * u AS inside,
            10.0 AS relevance_in, 9.9 AS relevance_out, 500 AS width, 375 AS height, maps.sr AS sr, 0.1 AS seconds,
            NULL::VARCHAR AS error
          FROM (
            SELECT i, model, i % 10 AS truth,
              CASE WHEN hash(i * 7 + weak) % 100 < 12 + 15 * weak THEN (i + 1 + hash(i) % 3) % 10 ELSE i % 10 END AS top1,
              0.3 + 0.7 * ((hash(i * 3 + weak) % 1000) / 1000.0) AS p, (hash(i * 5 + weak) % 1000) / 1000.0 AS u
            FROM range(%COUNT%) t(i), (VALUES ('first', 0), ('second', 1)) m(model, weak)) rows
          JOIN maps ON maps.id = (hash(i) % 64)::INTEGER
        ) TO '%FILE%' (FORMAT parquet)
        """;

    private static final String CLASSES =
            IntStream.range(0, 10).mapToObj(i -> "\"class " + i + "\"").toList().toString();

    private SyntheticStudy() {}

    /** A study of so many photos, two rows each. */
    static Path write(Path folder, int photos) throws IOException, SQLException {
        Files.createDirectories(folder.resolve("results"));
        Files.writeString(
                folder.resolve("study.json"), """
                    {"models": [{"name": "first", "sha256": "%s", "labels": %s}, {"name": "second", "labels": %2$s}],
                     "presets": ["epsilon-plus-flat"],
                     "data": {"kind": "flat", "place": "%s"}, "items": %d, "finished": true}
                    """.formatted("0".repeat(64), CLASSES, folder.resolve("photos"), photos));
        String file = folder.resolve("results").resolve("part-00000.parquet").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE maps (id INTEGER, sr BLOB)");
            maps(connection);
            statement.execute(
                    ROWS.replace("%COUNT%", String.valueOf(photos)).replace("%FILE%", file.replace("'", "''")));
        }
        return folder;
    }

    private static void maps(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO maps VALUES (?, ?)")) {
            for (int id = 0; id < 64; id++) {
                insert.setInt(1, id);
                int row = id / 8;
                insert.setBytes(2, blob(8 + 16 * (id % 8) / 7.0, 8 + 16 * row / 7.0));
                insert.execute();
            }
        }
    }

    private static byte[] blob(double x, double y) {
        byte[] map = new byte[32 * 32];
        for (int i = 0; i < map.length; i++) {
            int row = i / 32;
            double distance = Math.hypot(i % 32 - x, row - y);
            map[i] = (byte) Math.round(255 * Math.exp(-distance * distance / 40));
        }
        return map;
    }

    /** Writes such a folder: FOLDER PHOTOS. */
    public static void main(String[] args) throws Exception {
        write(Path.of(args[0]), Integer.parseInt(args[1]));
    }
}
