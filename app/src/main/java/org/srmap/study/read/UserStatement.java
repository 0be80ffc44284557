package org.srmap.study.read;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that somebody wrote.
 *
 * <p>Its rows first go to a temporary table: there they count against the memory limit, can move to temporary files, and
 * whatever goes wrong is known before the first row is given.
 */
final class UserStatement {
    private final Connection connection;
    private final String sql;
    private final int seconds;

    UserStatement(Connection connection, String sql, int seconds) {
        this.connection = connection;
        this.sql = sql.strip().replaceFirst(";\\s*$", "");
        this.seconds = seconds;
    }

    void run(long most, SqlAnswer answer) throws IOException, SQLException {
        if (sql.isEmpty()) {
            throw new RunException(
                    "an empty statement; such as: SELECT model, avg(spread) FROM results GROUP BY model");
        }
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
            statement.execute("BEGIN TRANSACTION READ ONLY");
            try {
                statement.execute("CREATE TEMP TABLE answer AS FROM (" + sql + "\n) LIMIT " + most);
            } catch (SQLException e) {
                throw new RunException(explained(e), e);
            }
            try (ResultSet set = statement.executeQuery("FROM temp.answer")) {
                give(set, answer);
            }
        }
    }

    /** The statement stands in another one: what is wrong with it is said as if it stood alone. */
    private String explained(SQLException e) {
        String first = sql.split("[^A-Za-z]", 2)[0].toUpperCase(java.util.Locale.ROOT);
        boolean asks = List.of(
                        "SELECT", "FROM", "WITH", "VALUES", "DESCRIBE", "SUMMARIZE", "SHOW", "PIVOT", "UNPIVOT", "")
                .contains(first);
        String message = Messages.of(e);
        return asks || !message.contains("syntax error")
                ? message
                : "only questions can be asked: one statement SELECT ... FROM results, not " + first;
    }

    private static void give(ResultSet set, SqlAnswer answer) throws IOException, SQLException {
        ResultSetMetaData meta = set.getMetaData();
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnLabel(i));
            types.add(meta.getColumnTypeName(i));
        }
        answer.columns(names, types);
        while (set.next()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                values.add(value(set, i));
            }
            answer.row(values);
        }
    }

    private static @Nullable Object value(ResultSet set, int column) throws SQLException {
        Object value = set.getObject(column);
        if (value instanceof java.sql.Array array) {
            return Arrays.asList((Object[]) array.getArray());
        }
        if (value instanceof java.sql.Blob) {
            return set.getBytes(column);
        }
        boolean plain = value == null || value instanceof Number || value instanceof Boolean || value instanceof String;
        return plain ? value : set.getString(column);
    }
}
