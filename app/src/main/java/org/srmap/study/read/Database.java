package org.srmap.study.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.srmap.study.Column;
import org.srmap.study.UnpackedLibraries;

/** The rows of a run in memory, locked. What does not fit goes to a folder of its own in the system's temporary one. */
final class Database implements AutoCloseable {
    private static final String[] LOCKS = {
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET allow_community_extensions = false",
        "SET enable_external_access = false",
        "SET lock_configuration = true"
    };

    private final DuckDBConnection root;
    private final Path spill;

    private Database(DuckDBConnection root, Path spill) {
        this.root = root;
        this.spill = spill;
    }

    static Database open(Path folder, RunInfo info, RunLimits limits) throws IOException {
        Path spill = Files.createTempDirectory("srmap-study");
        Properties settings = new Properties();
        settings.setProperty("memory_limit", limits.memory());
        settings.setProperty("max_temp_directory_size", limits.spill());
        settings.setProperty("threads", String.valueOf(limits.threads()));
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("jdbc_stream_results", "true");
        try {
            DuckDBConnection root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
            UnpackedLibraries.delete();
            Database database = new Database(root, spill);
            try {
                database.load(folder, info);
            } catch (IOException | SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (SQLException e) {
            delete(spill);
            throw new RunException(folder + ": " + Messages.of(e), e);
        }
    }

    /** A connection of its own: connections are not for several threads. */
    Connection connection() throws SQLException {
        return root.duplicate();
    }

    private void load(Path folder, RunInfo info) throws IOException, SQLException {
        List<Path> parts = parts(folder.resolve("results"));
        try (Statement statement = root.createStatement()) {
            statement.execute("CREATE TABLE results ("
                    + columns(c -> c.id() + " " + c.type().sql()) + ")");
            if (!parts.isEmpty()) {
                copy(statement, folder, parts);
            }
            ClassNames.load(root, info.json());
            statement.execute(views());
            for (String lock : LOCKS) {
                statement.execute(lock);
            }
        }
    }

    private static void copy(Statement statement, Path folder, List<Path> parts) throws RunException {
        String from = "read_parquet([" + parts.stream().map(Database::literal).collect(Collectors.joining(", "))
                + "], union_by_name = true, hive_partitioning = false)";
        try {
            Set<String> there = new HashSet<>();
            try (ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + from)) {
                while (described.next()) {
                    there.add(described.getString(1).toLowerCase(java.util.Locale.ROOT));
                }
            }
            for (Column column : Column.values()) {
                if (column.isNeeded() && !there.contains(column.id())) {
                    throw new RunException(folder.resolve("results") + ": no column \"" + column.id()
                            + "\" in its Parquet files; these are not the rows of a study");
                }
            }
            statement.execute("INSERT INTO results SELECT "
                    + columns(c -> (there.contains(c.id()) ? c.id() : "NULL") + "::"
                            + c.type().sql()) + " FROM " + from);
        } catch (SQLException e) {
            throw new RunException(folder.resolve("results") + ": cannot be read: " + Messages.of(e), e);
        }
    }

    private static String columns(java.util.function.Function<Column, String> text) {
        return Stream.of(Column.values()).map(text).collect(Collectors.joining(", "));
    }

    /** A file name as SQL text; what would be a pattern is taken as it is. */
    private static String literal(Path file) {
        String path = file.toAbsolutePath().toString().replaceAll("[\\[*?]", "[$0]");
        return "'" + path.replace("'", "''") + "'";
    }

    private static List<Path> parts(Path results) throws IOException {
        List<Path> parts = new ArrayList<>();
        if (Files.isDirectory(results)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(results)) {
                for (Path file : files) {
                    String name = String.valueOf(file.getFileName());
                    if (name.endsWith(".parquet") && !name.startsWith(".") && !name.startsWith("_")) {
                        parts.add(file);
                    }
                }
            }
        }
        Collections.sort(parts);
        return parts;
    }

    private static String views() throws IOException {
        try (InputStream in = Database.class.getResourceAsStream("views.sql")) {
            if (in == null) {
                throw new IllegalStateException("views.sql is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            delete(spill);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException ignored) {
            // It stays in the system's temporary folder, which is cleaned sometime.
        }
    }
}
