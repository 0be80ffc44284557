package org.srmap.study;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.srmap.file.AsideFile;

/** Writes rows as Parquet files. For one thread. */
final class ResultFiles implements AutoCloseable {
    private final Connection connection;

    private ResultFiles(Connection connection) {
        this.connection = connection;
    }

    /** Starts the writer; it keeps nothing on disk and loads nothing from outside. */
    static ResultFiles open() {
        try {
            Properties settings = new Properties();
            settings.setProperty("threads", "1");
            settings.setProperty("temp_directory", "");
            settings.setProperty("autoinstall_known_extensions", "false");
            settings.setProperty("preserve_insertion_order", "true");
            ResultFiles files = new ResultFiles(DriverManager.getConnection("jdbc:duckdb:", settings));
            UnpackedLibraries.delete();
            String columns = Arrays.stream(Column.values())
                    .map(c -> c.id() + " " + c.type().sql())
                    .collect(Collectors.joining(", "));
            files.execute("CREATE TABLE shard (" + columns + ")");
            files.execute("CREATE TABLE photos (file VARCHAR, label VARCHAR)");
            return files;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
        }
    }

    /** Writes rows to a file that appears whole or not at all, and is on the disk when this returns. */
    void write(List<Row> rows, Path file) throws IOException {
        fill("shard", rows, (appender, row) -> {
            for (Column column : Column.values()) {
                append(appender, column, row.get(column));
            }
        });
        copy("shard", file);
    }

    /** Writes the photos of a study in their order. */
    void writePhotos(List<StudyFolder.PhotoName> photos, Path file) throws IOException {
        fill("photos", photos, (appender, photo) -> {
            appender.append(photo.file());
            text(appender, photo.label());
        });
        copy("photos", file);
    }

    /** Reads what {@link #writePhotos} wrote. */
    List<StudyFolder.PhotoName> readPhotos(Path file) throws IOException {
        List<StudyFolder.PhotoName> photos = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery("SELECT file, label FROM read_parquet(" + quoted(file)
                        + ", file_row_number = true) ORDER BY file_row_number")) {
            while (set.next()) {
                photos.add(new StudyFolder.PhotoName(set.getString(1), set.getString(2)));
            }
            return photos;
        } catch (SQLException e) {
            throw new IOException(file + ": cannot be read (" + oneLine(e) + ")", e);
        }
    }

    /** Number of rows in a file; -1 when it is damaged. */
    long count(Path file) {
        try (Statement statement = connection.createStatement();
                ResultSet set =
                        statement.executeQuery("SELECT num_rows FROM parquet_file_metadata(" + quoted(file) + ")")) {
            return set.next() ? set.getLong(1) : -1;
        } catch (SQLException e) {
            return -1;
        }
    }

    /** The photos that have an error, in the order of their names: name and error. */
    List<String> errors(Path results) throws IOException {
        return lines(results, "SELECT min(error) FROM results WHERE error IS NOT NULL GROUP BY file ORDER BY file");
    }

    /** A line for each model: how often it is right. */
    List<String> summary(Path results) throws IOException {
        return lines(results, """
            WITH photos AS (
              SELECT model, file, any_value(correct) AS correct,
                any_value(list_contains(top5, truth)) AS among, any_value(probability) AS probability
              FROM results WHERE error IS NULL GROUP BY model, file)
            SELECT model || CASE WHEN count(correct) = 0 THEN ': no photo has a class of this model for its label'
              ELSE printf(': right in %d of %d photos (%.1f %%), among the best five in %d (%.1f %%)',
                count(*) FILTER (correct), count(correct), 100.0 * avg(correct::INTEGER),
                count(*) FILTER (among AND correct IS NOT NULL),
                100.0 * count(*) FILTER (among AND correct IS NOT NULL) / count(correct)) END
            FROM photos GROUP BY model ORDER BY model\
            """);
    }

    private List<String> lines(Path results, String sql) throws IOException {
        List<String> lines = new ArrayList<>();
        String parts = quoted(results.resolve("part-*.parquet"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE VIEW results AS SELECT file, model, error, correct, top5, truth,"
                    + " probability FROM read_parquet(" + parts + ")");
            try (ResultSet set = statement.executeQuery(sql)) {
                while (set.next()) {
                    lines.add(set.getString(1));
                }
            }
            return lines;
        } catch (SQLException e) {
            throw new IOException(results + ": cannot be read (" + oneLine(e) + ")", e);
        }
    }

    /** Adds one thing to a table. */
    private interface Appending<T> {
        void append(DuckDBAppender appender, T thing) throws SQLException;
    }

    private <T> void fill(String table, List<T> things, Appending<T> appending) throws IOException {
        try {
            execute("DELETE FROM " + table);
            try (DuckDBAppender appender =
                    connection.unwrap(DuckDBConnection.class).createAppender(table)) {
                for (T thing : things) {
                    appender.beginRow();
                    appending.append(appender, thing);
                    appender.endRow();
                }
            }
        } catch (SQLException e) {
            throw new IOException("rows cannot be kept: " + oneLine(e), e);
        }
    }

    private void copy(String table, Path file) throws IOException {
        AsideFile.write(file, aside -> {
            try {
                execute("COPY " + table + " TO " + quoted(aside) + " (FORMAT parquet, COMPRESSION zstd)");
            } catch (SQLException e) {
                throw new IOException(file + ": cannot be written (" + oneLine(e) + ")", e);
            }
        });
    }

    private static void append(DuckDBAppender appender, Column column, @Nullable Object value) throws SQLException {
        if (value == null) {
            appender.appendNull();
            return;
        }
        switch (column.type()) {
            case TEXT -> appender.append((String) value);
            case INTEGER -> appender.append((Integer) value);
            case BOOLEAN -> appender.append((Boolean) value);
            case FLOAT -> appender.append((Float) value);
            case DOUBLE -> appender.append((Double) value);
            case BYTES -> appender.append((byte[]) value);
            case INTEGERS, TEXTS, FLOATS -> appender.append((List<?>) value);
        }
    }

    private static void text(DuckDBAppender appender, @Nullable String text) throws SQLException {
        if (text == null) {
            appender.appendNull();
        } else {
            appender.append(text);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(oneLine(e), e);
        }
    }
}
