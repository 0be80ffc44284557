package org.srmap.cli.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.srmap.evaluate.Evaluation;

/** The results of an evaluation in a terminal. */
final class EvaluationText {
    private static final int MOST_COLUMNS = 8;

    private EvaluationText() {}

    static String of(Evaluation.Outcome outcome, Path out) {
        JsonNode summary = outcome.summary();
        List<String> columns = new ArrayList<>();
        for (JsonNode column : summary.path("columns")) {
            if (columns.size() < MOST_COLUMNS) {
                columns.add(column.path("name").asText());
            }
        }
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-28s %-11s", "method", "map"));
        columns.forEach(c -> text.append(String.format(Locale.ROOT, " %" + wide(c) + "s", c)));
        text.append('\n');
        for (JsonNode row : summary.path("rows")) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-28s %-11s",
                    row.path("method").asText(),
                    row.path("map").asText()));
            for (String column : columns) {
                JsonNode value = row.path("metrics").path(column);
                String shown = value.isMissingNode()
                        ? "-"
                        : String.format(Locale.ROOT, "%.3f", value.path("mean").asDouble());
                text.append(String.format(Locale.ROOT, " %" + wide(column) + "s", shown));
            }
            text.append('\n');
        }
        text.append(outcome.photos()).append(" photos measured");
        if (outcome.leftOut() > 0) {
            text.append(", ").append(outcome.leftOut()).append(" left out");
        }
        if (outcome.failed() > 0) {
            text.append(", ").append(outcome.failed()).append(" failed");
        }
        return text.append("; means with 95 % intervals and plots: ")
                .append(out.resolve("report.html"))
                .append('\n')
                .toString();
    }

    private static int wide(String column) {
        return Math.max(8, column.length());
    }
}
