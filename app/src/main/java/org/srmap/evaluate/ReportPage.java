package org.srmap.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results as one HTML file that needs nothing beside it. */
final class ReportPage {
    private final JsonNode summary;
    private final Table table;
    private final Map<Summary.Row, List<double[]>> values = new LinkedHashMap<>();

    ReportPage(JsonNode summary, Table table) {
        this.summary = summary;
        this.table = table;
        for (Line line : table.lines()) {
            if (!line.method().isEmpty()) {
                values.computeIfAbsent(new Summary.Row(line.method(), line.map()), r -> new ArrayList<>())
                        .add(line.numbers());
            }
        }
    }

    String html() {
        return "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>"
                + "<meta name='viewport' content='width=device-width, initial-scale=1'>"
                + "<title>How good are the explanations?</title><style>\n" + css() + "</style></head><body><main>\n"
                + head() + tableSection() + differenceSection() + plotSection() + curveSection() + notes()
                + "</main></body></html>\n";
    }

    private static String css() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head() {
        JsonNode settings = summary.path("settings");
        String explained =
                settings.path("explained").asText().equals("truth") ? "the true class" : "the predicted class";
        return "<h1>How good are the explanations?</h1>\n<p class='facts'>Model <b>"
                + Svg.escape(settings.path("model").asText()) + "</b> · "
                + summary.path("photos").asInt() + " photos of <b>"
                + Svg.escape(settings.path("data").asText()) + "</b> · explained: " + explained
                + (settings.path("correctOnly").asBoolean() ? " · only photos that the model gets right" : "")
                + " · left out: " + summary.path("leftOut").asInt() + " · failed: "
                + summary.path("failed").asInt()
                + "</p>\n"
                + "<p>Every number is a mean over photos with its 95 % bootstrap interval. The shaded rows need no"
                + " network (or are simple baselines): a method that does not beat them says nothing about the model."
                + " What each metric means, and what it does not show, is in docs/evaluation.md.</p>\n"
                + legend();
    }

    private String legend() {
        StringBuilder text = new StringBuilder("<p class='legend'>");
        Stream.of(MapKind.values())
                .map(MapKind::id)
                .filter(kind -> values.keySet().stream().anyMatch(r -> r.map().equals(kind)))
                .forEach(kind -> text.append("<span class='k-")
                        .append(kind)
                        .append("'><i></i>")
                        .append(kind)
                        .append("</span>"));
        return text.append("</p>\n").toString();
    }

    private static String arrow(JsonNode column) {
        return switch (column.path("better").asText()) {
            case "more" -> " ↑";
            case "less" -> " ↓";
            default -> "";
        };
    }

    private List<JsonNode> columns() {
        List<JsonNode> used = new ArrayList<>();
        for (JsonNode column : summary.path("columns")) {
            for (JsonNode row : summary.path("rows")) {
                if (row.path("metrics").has(column.path("name").asText())) {
                    used.add(column);
                    break;
                }
            }
        }
        return used;
    }

    private String tableSection() {
        StringBuilder text = new StringBuilder("<h2>Table</h2>\n<p class='soft'>↑ more is better, ↓ less is better; the"
                + " best mean of every column is marked.</p><div class='wide'><table><thead><tr><th>method</th>"
                + "<th>map</th>");
        columns()
                .forEach(c -> text.append("<th>")
                        .append(Svg.escape(c.path("name").asText()))
                        .append(arrow(c))
                        .append("</th>"));
        text.append("</tr></thead><tbody>\n");
        for (JsonNode row : summary.path("rows")) {
            boolean plain = row.path("map").asText().equals("map")
                    || Sources.NETWORK_BASELINES.contains(row.path("method").asText());
            text.append(plain ? "<tr class='plain'>" : "<tr>")
                    .append("<td>")
                    .append(Svg.escape(row.path("method").asText()))
                    .append("</td><td>")
                    .append(row.path("map").asText())
                    .append("</td>");
            for (JsonNode column : columns()) {
                text.append(cell(row.path("metrics").path(column.path("name").asText()), column));
            }
            text.append("</tr>\n");
        }
        return text.append("</tbody></table></div>\n").toString();
    }

    private String cell(JsonNode value, JsonNode column) {
        if (value.isMissingNode()) {
            return "<td></td>";
        }
        boolean best = isBest(value.path("mean").asDouble(), column);
        return Svg.format(
                "<td%s>%.3f<small>%.3f – %.3f</small></td>",
                best ? " class='best'" : "",
                value.path("mean").asDouble(),
                value.path("low").asDouble(),
                value.path("high").asDouble());
    }

    private boolean isBest(double mean, JsonNode column) {
        String better = column.path("better").asText();
        for (JsonNode row : summary.path("rows")) {
            JsonNode other = row.path("metrics").path(column.path("name").asText());
            double ahead = (other.path("mean").asDouble() - mean) * (better.equals("less") ? -1 : 1);
            if (!other.isMissingNode() && ahead > 0) {
                return false;
            }
        }
        return !better.equals("neither");
    }

    private String differenceSection() {
        if (summary.path("differences").isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("<h2>What the SR stage changes</h2>\n<p>SR map minus relevance, photo by"
                + " photo; to the right of the dashed line the SR map has more.</p><div class='plots'>");
        for (JsonNode column : columns()) {
            String name = column.path("name").asText();
            List<IntervalPlot.Item> items = new ArrayList<>();
            for (JsonNode row : summary.path("differences")) {
                add(items, row, name, null);
            }
            items.removeIf(item -> item.low() == 0 && item.high() == 0); // what no map changes
            figure(text, name + arrow(column), items, true);
        }
        return text.append("</div>\n").toString();
    }

    private static void add(List<IntervalPlot.Item> items, JsonNode row, String name, double @Nullable [] all) {
        JsonNode value = row.path("metrics").path(name);
        if (!value.isMissingNode()) {
            items.add(new IntervalPlot.Item(
                    row.path("method").asText(),
                    row.path("map").asText(),
                    value.path("mean").asDouble(),
                    value.path("low").asDouble(),
                    value.path("high").asDouble(),
                    all));
        }
    }

    private static void figure(StringBuilder text, String title, List<IntervalPlot.Item> items, boolean withZero) {
        if (!items.isEmpty()) {
            text.append("<figure><h3>")
                    .append(Svg.escape(title))
                    .append("</h3>")
                    .append(IntervalPlot.of(title, items, withZero))
                    .append("</figure>\n");
        }
    }

    private String plotSection() {
        StringBuilder text = new StringBuilder("<h2>Means and distributions</h2>\n<p>Dot and line: mean and 95 %"
                + " interval. Band: the middle half of the photos, with the median.</p><div class='plots'>");
        for (JsonNode column : columns()) {
            String name = column.path("name").asText();
            List<IntervalPlot.Item> items = new ArrayList<>();
            for (JsonNode row : summary.path("rows")) {
                add(items, row, name, values(row, name));
            }
            figure(text, name + arrow(column), items, false);
        }
        return text.append("</div>\n").toString();
    }

    /** The values of the photos; null for hits and misses, whose quartiles say nothing. */
    private double @Nullable [] values(JsonNode row, String name) {
        List<String> names = table.columns().stream().map(Metric.Column::name).toList();
        int at = names.indexOf(name);
        Summary.Row key =
                new Summary.Row(row.path("method").asText(), row.path("map").asText());
        double[] all = values.getOrDefault(key, List.of()).stream()
                .mapToDouble(numbers -> numbers[at])
                .filter(v -> !Double.isNaN(v))
                .toArray();
        boolean onlyHitsAndMisses = Arrays.stream(all).allMatch(v -> v == 0 || v == 1);
        return onlyHitsAndMisses ? null : all;
    }

    private String curveSection() {
        Map<String, List<CurvePlot.Curve>> plots = new LinkedHashMap<>();
        for (CurveMeans.Mean mean : CurveMeans.of(table.curves())) {
            plots.computeIfAbsent(mean.curve(), c -> new ArrayList<>())
                    .add(new CurvePlot.Curve(mean.method(), mean.map(), mean.values()));
        }
        if (plots.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("<h2>Curves</h2>\n<p>Mean over the photos; to the right, more of the"
                + " picture is perturbed (for mprt: of the layers is random).</p><div class='plots'>");
        plots.forEach((name, curves) -> text.append("<figure><h3>")
                .append(Svg.escape(name))
                .append("</h3>")
                .append(CurvePlot.of(name, curves))
                .append("</figure>\n"));
        return text.append("</div>\n").toString();
    }

    private String notes() {
        StringBuilder text = new StringBuilder();
        for (String list : Arrays.asList("failures", "leftOutBecause")) {
            JsonNode notes = summary.path(list);
            if (!notes.isEmpty()) {
                text.append(list.equals("failures") ? "<h2>Failures</h2>" : "<h2>Left out</h2>")
                        .append("<ul class='notes'>");
                notes.properties()
                        .forEach(e -> text.append("<li>")
                                .append(Svg.escape(e.getKey()))
                                .append(": ")
                                .append(Svg.escape(e.getValue().asText().replaceFirst("^left out: ", "")))
                                .append("</li>"));
                text.append("</ul>\n");
            }
        }
        return text.toString();
    }
}
