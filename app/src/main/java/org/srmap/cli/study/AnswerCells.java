package org.srmap.cli.study;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of an answer as text. */
final class AnswerCells {
    private AnswerCells() {}

    /** Everything there is; nothing for null, maps in base 64. */
    static String exact(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value instanceof List<?> list
                ? list.stream().map(AnswerCells::exact).collect(Collectors.joining(", ", "[", "]"))
                : value.toString();
    }

    /** For people: numbers with four digits, maps as their size; nothing that could move the cursor. */
    static String shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (value instanceof Double || value instanceof Float) {
            return number(((Number) value).doubleValue());
        }
        return value instanceof List<?> list
                ? list.stream().map(AnswerCells::shown).collect(Collectors.joining(", ", "[", "]"))
                : visible(exact(value));
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        double size = Math.abs(value);
        if (value == 0 || size >= 1e-3 && size < 1e6) {
            int digits = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 10 ? 3 : 4;
            return String.format(Locale.ROOT, "%." + digits + "f", value);
        }
        return String.format(Locale.ROOT, "%.3e", value);
    }

    /** Control characters and marks of writing direction would let a file's name rearrange the terminal. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                visible.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
