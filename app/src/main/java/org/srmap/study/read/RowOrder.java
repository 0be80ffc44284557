package org.srmap.study.read;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * By which column rows are sorted; rows that are equal there, by file, model and preset. Rows without a value come last.
 */
public record RowOrder(By by, boolean descending) {
    /** What rows can be sorted by. */
    public enum By {
        FILE,
        LABEL,
        MODEL,
        TOP1_NAME,
        CORRECT,
        PROBABILITY,
        TRUTH_PROBABILITY,
        AREAS,
        AREA_SHARE,
        RELEVANCE_SHARE,
        SPREAD,
        INSIDE,
        SECONDS,
        ERROR;

        /** By its column's name; empty when there is none. */
        public static Optional<By> named(String name) {
            return Arrays.stream(values()).filter(b -> b.column().equals(name)).findFirst();
        }

        /** The column's name. */
        public String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By the file's name. */
    public static RowOrder byFile() {
        return new RowOrder(By.FILE, false);
    }

    /** In SQL. */
    String sql() {
        return " ORDER BY " + by.column() + (descending ? " DESC" : "") + " NULLS LAST, file, model, preset";
    }
}
