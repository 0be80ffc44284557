package org.srmap.study.read;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code results} from a result set, column by name. */
final class RowReader {
    /** What {@link #row} needs: everything but the maps. */
    static final String COLUMNS = "* EXCLUDE (sr)";

    private final ResultSet set;

    RowReader(ResultSet set) {
        this.set = set;
    }

    /** The row that the result set is at. */
    ResultRow row() throws SQLException {
        return new ResultRow(
                needed("file"),
                set.getString("label"),
                needed("model"),
                needed("preset"),
                set.getString("error"),
                new ResultRow.Prediction(
                        integer("truth"),
                        bool("correct"),
                        top(),
                        set.getString("target_name"),
                        real("probability"),
                        real("truth_probability")),
                new ResultRow.Attention(
                        integer("areas"),
                        real("area_share"),
                        real("relevance_share"),
                        real("focus_x"),
                        real("focus_y"),
                        real("spread"),
                        real("inside")),
                new ResultRow.Relevance(real("relevance_in"), real("relevance_out")),
                integer("width"),
                integer("height"),
                real("seconds"));
    }

    private List<ResultRow.Scored> top() throws SQLException {
        Object[] indices = list("top5");
        Object[] names = list("top5_names");
        Object[] probabilities = list("top5_probabilities");
        List<ResultRow.Scored> top = new ArrayList<>();
        for (int i = 0; i < Math.min(indices.length, Math.min(names.length, probabilities.length)); i++) {
            if (indices[i] instanceof Number index && probabilities[i] instanceof Number probability) {
                top.add(new ResultRow.Scored(index.intValue(), String.valueOf(names[i]), probability.doubleValue()));
            }
        }
        return top;
    }

    private Object[] list(String column) throws SQLException {
        Array array = set.getArray(column);
        return array == null ? new Object[0] : (Object[]) array.getArray();
    }

    /** A text that is never null; what should not be is empty. */
    String needed(String column) throws SQLException {
        String text = set.getString(column);
        return text == null ? "" : text;
    }

    /** A text. */
    @Nullable
    String text(String column) throws SQLException {
        return set.getString(column);
    }

    /** A number; null where there is none. */
    @Nullable
    Double real(String column) throws SQLException {
        double value = set.getDouble(column);
        return set.wasNull() || !Double.isFinite(value) ? null : value;
    }

    /** A whole number; null where there is none. */
    @Nullable
    Integer integer(String column) throws SQLException {
        int value = set.getInt(column);
        return set.wasNull() ? null : value;
    }

    /** A count. */
    long count(String column) throws SQLException {
        return set.getLong(column);
    }

    /** Yes or no; null where it is not known. */
    @Nullable
    Boolean bool(String column) throws SQLException {
        boolean value = set.getBoolean(column);
        return set.wasNull() ? null : value;
    }
}
