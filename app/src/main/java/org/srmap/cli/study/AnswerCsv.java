package org.srmap.cli.study;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.srmap.study.read.SqlAnswer;

/** An answer as CSV (RFC 4180, but with line feeds): nothing for null, lists as {@code [a, b]}, maps in base 64. */
record AnswerCsv(PrintWriter out) implements SqlAnswer {
    @Override
    public void columns(List<String> names, List<String> types) {
        line(names.stream());
    }

    @Override
    public void row(List<@Nullable Object> values) {
        line(values.stream().map(AnswerCells::exact));
    }

    private void line(java.util.stream.Stream<String> cells) {
        out.print(cells.map(AnswerCsv::quoted).collect(Collectors.joining(",")) + "\n");
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
