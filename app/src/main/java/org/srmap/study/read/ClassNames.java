package org.srmap.study.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.srmap.model.Labels;

/**
 * What {@code study.json} says about names, as tables: {@code class_names(model, class, name)}, the classes of every model,
 * and {@code other_names(label, name)}, labels that say something else than a name: numbers, by the list that the study was
 * given for them, and ImageNet's synsets.
 */
final class ClassNames {
    private ClassNames() {}

    /** Makes the tables. The rows are there already. */
    static void load(DuckDBConnection connection, JsonNode study) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE class_names (model VARCHAR, class INTEGER, name VARCHAR)");
            statement.execute("CREATE TABLE other_names (label VARCHAR, name VARCHAR)");
        }
        try (DuckDBAppender appender = connection.createAppender("class_names")) {
            for (JsonNode model : study.path("models")) {
                JsonNode labels = model.path("labels");
                for (int i = 0; i < labels.size(); i++) {
                    appender.beginRow();
                    appender.append(model.path("name").asText());
                    appender.append(i);
                    appender.append(labels.get(i).asText());
                    appender.endRow();
                }
            }
        }
        others(connection, study.path("settings").path("label_numbers"));
    }

    private static void others(DuckDBConnection connection, JsonNode numbers) throws SQLException {
        List<String> labels = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT DISTINCT label FROM results WHERE regexp_full_match(label, '[0-9]{1,9}|n[0-9]{8}')");
                ResultSet set = statement.executeQuery()) {
            while (set.next()) {
                labels.add(set.getString(1));
            }
        }
        try (DuckDBAppender appender = connection.createAppender("other_names")) {
            for (String label : labels) {
                String name = label.startsWith("n") ? ofSynset(label) : ofNumber(label, numbers);
                if (name != null) {
                    appender.beginRow();
                    appender.append(label);
                    appender.append(name);
                    appender.endRow();
                }
            }
        }
    }

    private static @Nullable String ofNumber(String label, JsonNode numbers) {
        JsonNode name = numbers.get(Integer.parseInt(label));
        return name == null ? null : name.asText();
    }

    private static @Nullable String ofSynset(String label) {
        int index = Labels.imagenet().synsets().indexOf(label);
        return index < 0 ? null : Labels.imagenet().name(index);
    }
}
