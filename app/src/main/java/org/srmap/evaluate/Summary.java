package org.srmap.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.Interval;

/** Means with 95 % intervals over the photos, and what the SR stage changes, photo by photo. */
final class Summary {
    private final Table table;
    private final List<String> methods;
    private final ObjectNode settings;
    private final Clock clock;
    private final Map<Row, Map<String, double[]>> rows = new LinkedHashMap<>();
    private final Set<String> measured = new LinkedHashSet<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /** A row of the table. */
    record Row(String method, String map) {}

    Summary(Table table, List<String> methods, ObjectNode settings, Clock clock) {
        this.table = table;
        this.methods = methods;
        this.settings = settings;
        this.clock = clock;
        for (Line line : table.lines()) {
            sort(line);
        }
    }

    private void sort(Line line) {
        if (line.isError()) {
            String where = line.method().isEmpty() ? line.file() : line.file() + ", " + line.method();
            failures.put(where, line.note().substring("error:".length()).strip());
        } else if (line.method().isEmpty()) {
            leftOut.put(line.file(), line.note());
        } else {
            rows.computeIfAbsent(new Row(line.method(), line.map()), r -> new LinkedHashMap<>())
                    .put(line.file(), line.numbers());
            if (!line.target().isEmpty()) {
                measured.add(line.file());
            }
        }
    }

    int photos() {
        return measured.size();
    }

    int leftOut() {
        return leftOut.size();
    }

    int failed() {
        return failures.size();
    }

    JsonNode toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.set("settings", settings);
        json.put("photos", measured.size()).put("leftOut", leftOut.size()).put("failed", failures.size());
        ArrayNode columns = json.putArray("columns");
        for (Metric.Column column : table.columns()) {
            String better = column.better().name().toLowerCase(java.util.Locale.ROOT);
            columns.addObject().put("name", column.name()).put("better", better);
        }
        ArrayNode all = json.putArray("rows");
        rows.forEach((row, numbers) -> {
            ObjectNode one = all.addObject().put("method", row.method()).put("map", row.map());
            intervals(one.putObject("metrics"), numbers, null);
        });
        ArrayNode differences = json.putArray("differences");
        for (String method : methods) {
            Map<String, double[]> before = rows.get(new Row(method, MapKind.RELEVANCE.id()));
            for (MapKind kind : List.of(MapKind.SR, MapKind.SR_ABSOLUTE, MapKind.SR_PAPER)) {
                Map<String, double[]> after = rows.get(new Row(method, kind.id()));
                if (before != null && after != null) {
                    ObjectNode one = differences.addObject().put("method", method);
                    one.put("map", kind.id()).put("minus", MapKind.RELEVANCE.id());
                    intervals(one.putObject("metrics"), after, before);
                }
            }
        }
        ObjectNode notes = json.putObject("leftOutBecause");
        leftOut.forEach(notes::put);
        ObjectNode errors = json.putObject("failures");
        failures.forEach(errors::put);
        ObjectNode seconds = json.putObject("seconds");
        for (Clock.Part part : Clock.Part.values()) {
            seconds.put(
                    part.name().toLowerCase(java.util.Locale.ROOT), Math.round(clock.seconds(part) * 1000) / 1000.0);
        }
        return json;
    }

    /** An interval for each column of the numbers, or of how much larger they are than others of the same photo. */
    private void intervals(ObjectNode into, Map<String, double[]> numbers, @Nullable Map<String, double[]> others) {
        for (int c = 0; c < table.columns().size(); c++) {
            int column = c;
            double[] values = numbers.entrySet().stream()
                    .map(e -> difference(
                            e.getValue(), others == null ? null : others.get(e.getKey()), others != null, column))
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (Arrays.stream(values).allMatch(Double::isNaN)) {
                continue;
            }
            Interval interval = Interval.of(values);
            ObjectNode one = into.putObject(table.columns().get(c).name());
            one.put("mean", interval.mean()).put("low", interval.low()).put("high", interval.high());
            one.put("n", interval.count());
        }
    }

    private static @Nullable Double difference(
            double[] numbers, double @Nullable [] others, boolean paired, int column) {
        if (!paired) {
            return numbers[column];
        }
        return others == null ? null : Double.valueOf(numbers[column] - others[column]);
    }
}
