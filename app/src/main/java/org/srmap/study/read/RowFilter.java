package org.srmap.study.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are meant; null means all.
 *
 * @param model name of a model
 * @param preset name of a preset
 * @param label a true class, as the data set names it
 * @param predicted name of the predicted class
 * @param correct whether the prediction is right
 * @param failed whether there is an error instead of a result
 * @param text part of the file's name, upper or lower case
 * @param ranges in which numbers must lie; none: any
 */
public record RowFilter(
        @Nullable String model,
        @Nullable String preset,
        @Nullable String label,
        @Nullable String predicted,
        @Nullable Boolean correct,
        @Nullable Boolean failed,
        @Nullable String text,
        List<Range> ranges) {
    /**
     * A number of a row that must lie in a range; rows without it do not.
     *
     * @param by which number
     * @param low the least; null: any
     * @param high the most; null: any
     */
    public record Range(
            RowOrder.By by, @Nullable Double low, @Nullable Double high) {}

    public RowFilter {
        ranges = List.copyOf(ranges);
    }

    /** Rows whose numbers are any. */
    public RowFilter(
            @Nullable String model,
            @Nullable String preset,
            @Nullable String label,
            @Nullable String predicted,
            @Nullable Boolean correct,
            @Nullable Boolean failed,
            @Nullable String text) {
        this(model, preset, label, predicted, correct, failed, text, List.of());
    }

    /** All rows. */
    public static RowFilter all() {
        return new RowFilter(null, null, null, null, null, null, null, List.of());
    }

    /** These rows, of one model and preset. */
    public RowFilter of(@Nullable String otherModel, @Nullable String otherPreset) {
        return new RowFilter(otherModel, otherPreset, label, predicted, correct, failed, text, ranges);
    }

    /** These rows, of one true class. */
    public RowFilter labelled(@Nullable String other) {
        return new RowFilter(model, preset, other, predicted, correct, failed, text, ranges);
    }

    /** These rows, right or wrong ones. */
    public RowFilter correct(@Nullable Boolean other) {
        return new RowFilter(model, preset, label, predicted, other, failed, text, ranges);
    }

    /** The condition in SQL, with its parameters. */
    Condition condition() {
        Condition condition = new Condition();
        condition.equal("model", model);
        condition.equal("preset", preset);
        condition.equal("label", label);
        condition.equal("top1_name", predicted);
        condition.equal("correct", correct);
        if (failed != null) {
            condition.parts.add(failed ? "error IS NOT NULL" : "error IS NULL");
        }
        if (text != null && !text.isEmpty()) {
            condition.parts.add("contains(lower(file), lower(?))");
            condition.parameters.add(text);
        }
        for (Range range : ranges) {
            condition.bound(range.by().column() + " >= ?", range.low());
            condition.bound(range.by().column() + " <= ?", range.high());
        }
        return condition;
    }

    /** Parts that must all hold. */
    static final class Condition {
        private final List<String> parts = new ArrayList<>();
        private final List<Object> parameters = new ArrayList<>();

        private void equal(String column, @Nullable Object value) {
            if (value != null) {
                parts.add(column + " = ?");
                parameters.add(value);
            }
        }

        private void bound(String condition, @Nullable Double value) {
            if (value != null) {
                parts.add(condition);
                parameters.add(value);
            }
        }

        /** {@code WHERE ...}; empty when everything is meant. */
        String where() {
            return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
        }

        /** Values of the question marks. */
        List<Object> parameters() {
            return parameters;
        }
    }
}
