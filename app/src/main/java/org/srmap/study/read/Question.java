package org.srmap.study.read;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The usual questions about a study, as statements; what they stand on is in {@code views.sql}. */
public enum Question {
    /** How often each model is right. */
    ACCURACY("how often each model is right", "no rows", "FROM accuracy"),
    /** How often each model recognizes each class. */
    CLASSES("accuracy of each model and class, the worst classes first", "no photo has a label", "FROM classes"),
    /** Which classes are taken for which. */
    CONFUSION(
            "which classes the models confuse",
            "no mistakes, or no photo whose label is a class of a model",
            "FROM confusion"),
    /** What one model gets right and another one wrong. */
    DISAGREEMENTS(
            "photos that model A gets right and B wrong (--models A,B)",
            "none among the photos whose label is a class of both",
            ""),
    /** Attention on one place. */
    CONCENTRATED(
            "photos with the most concentrated attention",
            "no row has attention",
            "SELECT * FROM attention%s ORDER BY spread, file, model, preset"),
    /** Attention all over the photo. */
    SCATTERED(
            "photos with the least concentrated attention",
            "no row has attention",
            "SELECT * FROM attention%s ORDER BY spread DESC, file, model, preset"),
    /** Classes where attention leaves the object. */
    OUTSIDE(
            "classes whose attention leaves the object most (needs boxes)",
            "no labelled photo has boxes or a mask",
            "FROM outside"),
    /** Attention of right and of wrong predictions. */
    HABITS("attention where a model is right and where it is wrong", "no row has attention", "FROM habits"),
    /** What failed. */
    ERRORS("photos that could not be explained", "none", "FROM errors");

    private final String about;
    private final String none;
    private final String sql;

    Question(String about, String none, String sql) {
        this.about = about;
        this.none = none;
        this.sql = sql;
    }

    /** By its name, upper or lower case; empty when there is none. */
    public static Optional<Question> named(String name) {
        return Arrays.stream(values())
                .filter(q -> q.id().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Its name. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is asked. */
    public String about() {
        return about;
    }

    /** What it means when there is no answer. */
    public String none() {
        return none;
    }

    /**
     * The statement.
     *
     * @param models that are meant; empty: all. For {@link #DISAGREEMENTS} the one that is right, then the one that is
     *     wrong
     */
    public String sql(List<String> models) {
        if (this == DISAGREEMENTS) {
            if (models.size() != 2) {
                throw new IllegalArgumentException(
                        "two models are needed: the one that is right, the one that is wrong");
            }
            return "FROM disagreements(" + literal(models.get(0)) + ", " + literal(models.get(1)) + ")";
        }
        String where = models.isEmpty()
                ? ""
                : " WHERE model IN (" + models.stream().map(Question::literal).collect(Collectors.joining(", ")) + ")";
        return sql.contains("%s") ? sql.replace("%s", where) : sql + where;
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
