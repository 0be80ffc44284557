package org.srmap.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.srmap.page.Html;
import org.srmap.page.Page;
import org.srmap.page.Svg;

/** The results as one HTML file that needs nothing beside it. */
final class ReportPage {
    private static final String TITLE = "How good are the explanations?";

    private final JsonNode summary;
    private final Table table;
    private final List<JsonNode> columns;
    private final Map<Summary.Row, List<double[]>> values = new LinkedHashMap<>();

    ReportPage(JsonNode summary, Table table) {
        this.summary = summary;
        this.table = table;
        columns = columns(summary);
        for (Line line : table.lines()) {
            if (!line.method().isEmpty()) {
                values.computeIfAbsent(new Summary.Row(line.method(), line.map()), r -> new ArrayList<>())
                        .add(line.numbers());
            }
        }
    }

    /** The columns that some row has a number in. */
    private static List<JsonNode> columns(JsonNode summary) {
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

    String html() {
        Html body = new Html();
        head(body);
        table(body);
        differences(body);
        plots(body);
        curves(body);
        notes(body, "failures", "Failures");
        notes(body, "leftOutBecause", "Left out");
        return new Page(ReportPage.class, "srmap evaluate").html(TITLE, TITLE, List.of(), body);
    }

    private void head(Html html) {
        JsonNode settings = summary.path("settings");
        boolean truth = settings.path("explained").asText().equals("truth");
        html.open("p", "class", "facts").text("Model ").open("b");
        html.foreign(settings.path("model").asText()).close("b");
        html.text(" · " + summary.path("photos").asInt() + " photos of ").open("b");
        html.foreign(settings.path("data").asText()).close("b");
        html.text(" · explained: " + (truth ? "the true class" : "the predicted class")
                + (settings.path("correctOnly").asBoolean() ? " · only photos that the model gets right" : "")
                + " · left out: " + summary.path("leftOut").asInt()
                + " · failed: " + summary.path("failed").asInt());
        html.close("p");
        html.element(
                "p",
                "Every number is a mean over photos with its 95 % bootstrap interval. The shaded rows need no network (or"
                        + " are simple baselines): a method that does not beat them says nothing about the model. What"
                        + " each metric means, and what it does not show, is in docs/evaluation.md.");
        html.open("p", "class", "legend");
        Stream.of(MapKind.values())
                .map(MapKind::id)
                .filter(kind -> values.keySet().stream().anyMatch(r -> r.map().equals(kind)))
                .forEach(kind -> html.open("span", "class", "k-" + kind)
                        .empty("i")
                        .text(kind)
                        .close("span"));
        html.close("p");
    }

    private static String named(JsonNode column) {
        String name = column.path("name").asText();
        return switch (column.path("better").asText()) {
            case "more" -> name + " ↑";
            case "less" -> name + " ↓";
            default -> name;
        };
    }

    private void table(Html html) {
        html.element("h2", "Table");
        html.element(
                "p", "↑ more is better, ↓ less is better; the best mean of every column is marked.", "class", "soft");
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "Table");
        html.open("table").open("thead").open("tr").element("th", "method").element("th", "map");
        columns.forEach(column -> html.element("th", named(column)));
        html.close("tr").close("thead").open("tbody");
        for (JsonNode row : summary.path("rows")) {
            String method = row.path("method").asText();
            String map = row.path("map").asText();
            boolean plain = map.equals(MapKind.PLAIN.id()) || Sources.NETWORK_BASELINES.contains(method);
            html.open("tr", "class", plain ? "plain" : "asked");
            html.open("td").foreign(method).close("td").element("td", map);
            columns.forEach(column ->
                    cell(html, row.path("metrics").path(column.path("name").asText()), column));
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
    }

    private void cell(Html html, JsonNode value, JsonNode column) {
        if (value.isMissingNode()) {
            html.empty("td");
            return;
        }
        double mean = value.path("mean").asDouble();
        html.open("td", "class", isBest(mean, column) ? "best" : "other").text(Svg.format("%.3f", mean));
        double low = value.path("low").asDouble();
        double high = value.path("high").asDouble();
        html.element("small", Svg.format("%.3f – %.3f", low, high)).close("td");
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

    private void differences(Html html) {
        if (summary.path("differences").isEmpty()) {
            return;
        }
        html.element("h2", "What the SR stage changes");
        html.element(
                "p", "SR map minus relevance, photo by photo; to the right of the dashed line the SR map has more.");
        html.open("div", "class", "plots");
        for (JsonNode column : columns) {
            List<IntervalPlot.Item> items = new ArrayList<>();
            for (JsonNode row : summary.path("differences")) {
                add(items, row, column.path("name").asText(), null);
            }
            items.removeIf(item -> item.low() == 0 && item.high() == 0); // what no map changes
            figure(html, named(column), items, true);
        }
        html.close("div");
    }

    private void plots(Html html) {
        html.element("h2", "Means and distributions");
        html.element(
                "p", "Dot and line: mean and 95 % interval. Band: the middle half of the photos, with the median.");
        html.open("div", "class", "plots");
        for (JsonNode column : columns) {
            String name = column.path("name").asText();
            List<IntervalPlot.Item> items = new ArrayList<>();
            for (JsonNode row : summary.path("rows")) {
                add(items, row, name, values(row, name));
            }
            figure(html, named(column), items, false);
        }
        html.close("div");
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

    private static void figure(Html html, String title, List<IntervalPlot.Item> items, boolean withZero) {
        if (!items.isEmpty()) {
            html.open("figure").element("h3", title);
            html.add(IntervalPlot.of(title, items, withZero)).close("figure");
        }
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

    private void curves(Html html) {
        Map<String, List<CurvePlot.Curve>> plots = new LinkedHashMap<>();
        for (CurveMeans.Mean mean : CurveMeans.of(table.curves())) {
            plots.computeIfAbsent(mean.curve(), c -> new ArrayList<>())
                    .add(new CurvePlot.Curve(mean.method(), mean.map(), mean.values()));
        }
        if (plots.isEmpty()) {
            return;
        }
        html.element("h2", "Curves");
        html.element(
                "p",
                "Mean over the photos; to the right, more of the picture is perturbed (for mprt: of the layers is"
                        + " random).");
        html.open("div", "class", "plots");
        plots.forEach((name, curves) -> html.open("figure")
                .element("h3", name)
                .add(CurvePlot.of(name, curves))
                .close("figure"));
        html.close("div");
    }

    private void notes(Html html, String list, String title) {
        JsonNode notes = summary.path(list);
        if (notes.isEmpty()) {
            return;
        }
        html.element("h2", title).open("ul", "class", "notes");
        notes.properties().forEach(e -> {
            html.open("li").foreign(e.getKey()).text(": ");
            html.foreign(e.getValue().asText().replaceFirst("^left out: ", "")).close("li");
        });
        html.close("ul");
    }
}
