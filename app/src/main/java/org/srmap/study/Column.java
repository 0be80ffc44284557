package org.srmap.study;

import java.util.Locale;

/** The columns of the results, in their order. All may be empty but {@link #FILE}, {@link #MODEL} and {@link #PRESET}. */
public enum Column {
    /** Name of the photo in the data set. */
    FILE(Type.TEXT),
    /** True class as the data set names it. */
    LABEL(Type.TEXT),
    /** Name of the model. */
    MODEL(Type.TEXT),
    /** Name of the relevance rules or baseline. */
    PRESET(Type.TEXT),
    /** Index of the label among the model's classes; empty when it has none for it. */
    TRUTH(Type.INTEGER),
    /** Index of the class with the largest logit. */
    TOP1(Type.INTEGER),
    /** Name of that class. */
    TOP1_NAME(Type.TEXT),
    /** Whether it is the true class; empty without truth. */
    CORRECT(Type.BOOLEAN),
    /** Indices of the five best classes, best first. */
    TOP5(Type.INTEGERS),
    /** Their names. */
    TOP5_NAMES(Type.TEXTS),
    /** Their probabilities. */
    TOP5_PROBABILITIES(Type.FLOATS),
    /** Index of the class that is explained. */
    TARGET(Type.INTEGER),
    /** Name of that class. */
    TARGET_NAME(Type.TEXT),
    /** Logit of the target. */
    LOGIT(Type.FLOAT),
    /** Probability of the target. */
    PROBABILITY(Type.FLOAT),
    /** Logit of the true class. */
    TRUTH_LOGIT(Type.FLOAT),
    /** Probability of the true class. */
    TRUTH_PROBABILITY(Type.FLOAT),
    /** Number of attention areas. */
    AREAS(Type.INTEGER),
    /** Share of the model's input in attention areas, 0 to 1. */
    AREA_SHARE(Type.DOUBLE),
    /** Share of the positive relevance in attention areas, 0 to 1. */
    RELEVANCE_SHARE(Type.DOUBLE),
    /** Where the SR map is largest, 0 (left) to 1 (right edge of the photo). */
    FOCUS_X(Type.DOUBLE),
    /** Where the SR map is largest, 0 (top) to 1 (bottom of the photo). */
    FOCUS_Y(Type.DOUBLE),
    /** Root mean square distance of the SR map's mass from its centroid, divided by the photo's diagonal. */
    SPREAD(Type.DOUBLE),
    /** Share of the SR map's mass inside the boxes or the mask; empty where neither is known. */
    INSIDE(Type.DOUBLE),
    /** Relevance at the logits. */
    RELEVANCE_IN(Type.DOUBLE),
    /** Sum of the relevance at the pixels. */
    RELEVANCE_OUT(Type.DOUBLE),
    /** Width of the upright photo in pixels. */
    WIDTH(Type.INTEGER),
    /** Height of the upright photo in pixels. */
    HEIGHT(Type.INTEGER),
    /** The SR map over the whole photo, 32 x 32 bytes row by row, 255 for 1; what the model does not see is 0. */
    SR(Type.BYTES),
    /** Seconds of computing; reading the photo is shared by its rows. The only column that differs between runs. */
    SECONDS(Type.DOUBLE),
    /** What went wrong; empty when nothing did. */
    ERROR(Type.TEXT);

    /** Types of columns, with their names in SQL. */
    public enum Type {
        /** A {@link String}. */
        TEXT("VARCHAR"),
        /** An {@link Integer}. */
        INTEGER("INTEGER"),
        /** A {@link Boolean}. */
        BOOLEAN("BOOLEAN"),
        /** A {@link Float}. */
        FLOAT("FLOAT"),
        /** A {@link Double}. */
        DOUBLE("DOUBLE"),
        /** A {@code byte[]}. */
        BYTES("BLOB"),
        /** A list of {@link Integer}. */
        INTEGERS("INTEGER[]"),
        /** A list of {@link String}. */
        TEXTS("VARCHAR[]"),
        /** A list of {@link Float}. */
        FLOATS("FLOAT[]");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** Name in SQL. */
        public String sql() {
            return sql;
        }
    }

    private final Type type;

    Column(Type type) {
        this.type = type;
    }

    /** Type of its values. */
    public Type type() {
        return type;
    }

    /** Whether a row is nothing without it: it is never empty. */
    public boolean isNeeded() {
        return this == FILE || this == MODEL || this == PRESET;
    }

    /** Name in the Parquet files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
