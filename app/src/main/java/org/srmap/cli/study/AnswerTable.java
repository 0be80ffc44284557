package org.srmap.cli.study;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.study.read.SqlAnswer;

/** An answer as a table for people. */
final class AnswerTable implements SqlAnswer {
    private static final int WIDEST = 44;
    private static final String GAP = "  ";

    private final long most;
    private final List<String> names = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private boolean more;

    /**
     * An empty table.
     *
     * @param most how many rows are shown; whether there are more is said
     */
    AnswerTable(long most) {
        this.most = most;
    }

    @Override
    public void columns(List<String> columns, List<String> types) {
        columns.forEach(column -> names.add(shortened(AnswerCells.visible(column))));
        types.forEach(type ->
                numeric.add(type.matches("(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UINTEGER|FLOAT|DOUBLE|DECIMAL.*)")));
    }

    @Override
    public void row(List<@Nullable Object> values) {
        if (rows.size() >= most) {
            more = true;
            return;
        }
        rows.add(values.stream()
                .map(value -> shortened(AnswerCells.shown(value)))
                .toList());
    }

    /**
     * Prints the table.
     *
     * @param nothing what no row at all means
     */
    void print(PrintWriter out, String nothing) {
        int[] widths = new int[names.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = width(names.get(c));
            for (List<String> row : rows) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        line(out, names, widths);
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("─".repeat(width));
        }
        line(out, rule, widths);
        rows.forEach(row -> line(out, row, widths));
        if (rows.isEmpty()) {
            out.println("(" + nothing + ")");
        } else if (more) {
            out.println(
                    "… and more: the first " + rows.size() + " rows are shown (--limit N; --csv or --json for all)");
        }
    }

    private void line(PrintWriter out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String pad = " ".repeat(widths[c] - width(cells.get(c)));
            line.append(numeric.get(c) ? pad + cells.get(c) : cells.get(c) + pad)
                    .append(GAP);
        }
        out.println(line.toString().stripTrailing());
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The end of a long file name says more than its beginning, the beginning of other texts more than their end. */
    private static String shortened(String text) {
        int length = width(text);
        if (length <= WIDEST) {
            return text;
        }
        return text.contains("/")
                ? "…" + text.substring(text.offsetByCodePoints(0, length - WIDEST + 1))
                : text.substring(0, text.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }
}
