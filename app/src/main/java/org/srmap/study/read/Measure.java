package org.srmap.study.read;

import java.util.Locale;

/** Numbers of a row whose distribution is worth a look. */
public enum Measure {
    /** Probability of the best class. */
    PROBABILITY("Probability of the predicted class", "top5_probabilities[1]", 1),
    /** Spread of the attention. */
    SPREAD("Spread of attention (photo diagonals)", "spread", 0.36),
    /** Share of the picture in attention areas. */
    AREA_SHARE("Share of the picture in attention areas", "area_share", 1),
    /** Share of the relevance in attention areas. */
    RELEVANCE_SHARE("Share of the relevance in attention areas", "relevance_share", 1),
    /** Share of the SR mass on the object. */
    INSIDE("Share of attention on the object", "inside", 1);

    private final String title;
    private final String sql;
    private final double high;

    Measure(String title, String sql, double high) {
        this.title = title;
        this.sql = sql;
        this.high = high;
    }

    /** What it is, for people. */
    public String title() {
        return title;
    }

    /** Its name in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Upper end of what is usual; the lower end is 0. */
    public double high() {
        return high;
    }

    /** In SQL, from a row. */
    String sql() {
        return sql;
    }
}
