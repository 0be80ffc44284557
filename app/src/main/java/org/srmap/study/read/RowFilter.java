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
 */
public record RowFilter(
        @Nullable String model,
        @Nullable String preset,
        @Nullable String label,
        @Nullable String predicted,
        @Nullable Boolean correct,
        @Nullable Boolean failed,
        @Nullable String text) {

    /** All rows. */
    public static RowFilter all() {
        return new RowFilter(null, null, null, null, null, null, null);
    }

    /** These rows, of one model and preset. */
    public RowFilter of(@Nullable String otherModel, @Nullable String otherPreset) {
        return new RowFilter(otherModel, otherPreset, label, predicted, correct, failed, text);
    }

    /** These rows, of one true class. */
    public RowFilter labelled(@Nullable String other) {
        return new RowFilter(model, preset, other, predicted, correct, failed, text);
    }

    /** These rows, right or wrong ones. */
    public RowFilter correct(@Nullable Boolean other) {
        return new RowFilter(model, preset, label, predicted, other, failed, text);
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
