package org.srmap.study.read;

/** The columns of a study's rows; {@code docs/study.md} says what they mean. */
enum Column {
    FILE("VARCHAR"),
    LABEL("VARCHAR"),
    MODEL("VARCHAR"),
    PRESET("VARCHAR"),
    TRUTH("INTEGER"),
    TOP1("INTEGER"),
    TOP1_NAME("VARCHAR"),
    CORRECT("BOOLEAN"),
    TOP5("INTEGER[]"),
    TOP5_NAMES("VARCHAR[]"),
    TOP5_PROBABILITIES("FLOAT[]"),
    TARGET("INTEGER"),
    TARGET_NAME("VARCHAR"),
    LOGIT("FLOAT"),
    PROBABILITY("FLOAT"),
    TRUTH_LOGIT("FLOAT"),
    TRUTH_PROBABILITY("FLOAT"),
    AREAS("INTEGER"),
    AREA_SHARE("DOUBLE"),
    RELEVANCE_SHARE("DOUBLE"),
    FOCUS_X("DOUBLE"),
    FOCUS_Y("DOUBLE"),
    SPREAD("DOUBLE"),
    INSIDE("DOUBLE"),
    RELEVANCE_IN("DOUBLE"),
    RELEVANCE_OUT("DOUBLE"),
    WIDTH("INTEGER"),
    HEIGHT("INTEGER"),
    SR("BLOB"),
    SECONDS("DOUBLE"),
    ERROR("VARCHAR");

    private final String type;

    Column(String type) {
        this.type = type;
    }

    /** Its type in SQL. */
    String type() {
        return type;
    }

    /** Its name in SQL. */
    String sql() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a row is nothing without it. */
    boolean isNeeded() {
        return this == FILE || this == MODEL || this == PRESET;
    }
}
