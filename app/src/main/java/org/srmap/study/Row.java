package org.srmap.study;

import java.io.Serial;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one model and preset say about one photo: a value for each {@link Column} that has one. Immutable. */
public final class Row implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final EnumMap<Column, Object> values;

    private Row(EnumMap<Column, Object> values) {
        this.values = values;
    }

    /** The value of a column; null where there is none. Lists are unmodifiable, byte arrays are not copied. */
    public @Nullable Object get(Column column) {
        return values.get(column);
    }

    /** The columns that have values, with them. */
    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects the values of a row. */
    static final class Builder {
        private final EnumMap<Column, Object> values = new EnumMap<>(Column.class);

        /** A value, whose class must fit the column; null and NaN are none. */
        Builder put(Column column, @Nullable Object value) {
            if (value == null || value instanceof Double d && d.isNaN()) {
                values.remove(column);
                return this;
            }
            boolean fits = switch (column.type()) {
                case TEXT -> value instanceof String;
                case INTEGER -> value instanceof Integer;
                case BOOLEAN -> value instanceof Boolean;
                case FLOAT -> value instanceof Float;
                case DOUBLE -> value instanceof Double;
                case BYTES -> value instanceof byte[];
                case INTEGERS, TEXTS, FLOATS -> value instanceof List<?>;
            };
            if (!fits) {
                throw new IllegalStateException(column + ": " + value.getClass() + " is not " + column.type());
            }
            values.put(column, value);
            return this;
        }

        Builder putAll(Map<Column, ?> more) {
            more.forEach(this::put);
            return this;
        }

        Row build() {
            return new Row(new EnumMap<>(values));
        }
    }
}
