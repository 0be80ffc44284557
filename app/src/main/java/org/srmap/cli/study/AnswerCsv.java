package org.srmap.cli.study;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.file.Csv;
import org.srmap.study.read.SqlAnswer;

/** An answer as CSV: nothing for null, lists as {@code [a, b]}, maps in base 64. */
record AnswerCsv(PrintWriter out) implements SqlAnswer {
    @Override
    public void columns(List<String> names, List<String> types) {
        out.print(Csv.line(names));
    }

    @Override
    public void row(List<@Nullable Object> values) {
        out.print(Csv.line(values.stream().map(AnswerCells::exact).toList()));
    }
}
