package org.srmap.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.study.read.RowFilter;
import org.srmap.study.read.RowOrder;

/** Reads what a client asks of a study from the address. */
final class StudyQuery {
    private static final int MOST_ROWS = 100;
    private static final List<RowOrder.By> RANGES = List.of(
            RowOrder.By.PROBABILITY,
            RowOrder.By.SPREAD,
            RowOrder.By.AREA_SHARE,
            RowOrder.By.RELEVANCE_SHARE,
            RowOrder.By.INSIDE);

    private final Context context;

    StudyQuery(Context context) {
        this.context = context;
    }

    /** A text; null when it is missing or empty. */
    @Nullable
    String text(String name) {
        String text = context.queryParam(name);
        if (text != null && text.length() > 1000) {
            throw new Refusal(400, name + ": too long");
        }
        return text == null || text.isEmpty() ? null : text;
    }

    String needed(String name) {
        String text = text(name);
        if (text == null) {
            throw new Refusal(400, name + " is missing; see /api/openapi.json");
        }
        return text;
    }

    RowFilter filter() {
        List<RowFilter.Range> ranges = new ArrayList<>();
        for (RowOrder.By by : RANGES) {
            Double low = number("min_" + by.column());
            Double high = number("max_" + by.column());
            if (low != null || high != null) {
                ranges.add(new RowFilter.Range(by, low, high));
            }
        }
        return new RowFilter(
                text("model"),
                text("preset"),
                text("label"),
                text("predicted"),
                flag("correct"),
                flag("failed"),
                text("text"),
                ranges);
    }

    RowOrder order() {
        String by = text("sort");
        boolean descending = Boolean.TRUE.equals(flag("descending"));
        return new RowOrder(
                RowOrder.By.named(by == null ? "file" : by)
                        .orElseThrow(() -> new Refusal(400, "sort: a column of the rows is needed, such as spread")),
                descending);
    }

    /** How many rows: 24 unless asked for, at most 100. */
    int limit() {
        return (int) Math.min(MOST_ROWS, whole("limit", 24));
    }

    long offset() {
        return whole("offset", 0);
    }

    private long whole(String name, long otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new Refusal(400, name + ": a whole number is needed");
        }
        return Long.parseLong(text);
    }

    private @Nullable Double number(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw new Refusal(400, name + ": a number is needed");
        }
        return Double.valueOf(text);
    }

    private @Nullable Boolean flag(String name) {
        String text = text(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new Refusal(400, name + ": true or false");
        }
        return text == null ? null : Boolean.valueOf(text);
    }
}
