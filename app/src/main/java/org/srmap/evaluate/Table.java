package org.srmap.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The results: {@code metrics.csv}, and {@code curves.csv} where there are curves. */
final class Table implements AutoCloseable {
    private final List<Metric> metrics;
    private final List<Metric.Column> columns;
    private final Journal lines;
    private final Journal curves;

    /**
     * What was measured of one map.
     *
     * @param numbers one for each column
     * @param curves curves by name
     * @param note why some numbers are missing
     */
    record Measured(double[] numbers, Map<String, double[]> curves, String note) {}

    Table(Path folder, List<Metric> metrics, EvaluationSettings settings) throws IOException {
        this.metrics = metrics;
        List<Metric.Column> all = new ArrayList<>(
                metrics.stream().flatMap(m -> m.columns().stream()).toList());
        if (settings.metrics().contains("grid")) {
            all.add(Mosaics.COLUMN);
        }
        columns = List.copyOf(all);
        List<String> names = columns.stream().map(Metric.Column::name).toList();
        lines = new Journal(folder.resolve("metrics.csv"), Line.header(names), List.of(0, 4, 5));
        curves = new Journal(
                folder.resolve("curves.csv"), List.of("file", "method", "map", "curve", "values"), List.of(0, 1, 2, 3));
    }

    List<Metric.Column> columns() {
        return columns;
    }

    /** All lines. */
    List<Line> lines() {
        return lines.lines().stream().map(Line::of).toList();
    }

    /** Curves: file, method, map, name, values with semicolons between them. */
    List<List<String>> curves() {
        return curves.lines();
    }

    boolean has(String file, String method, MapKind kind) {
        return lines.has(file, method, kind.id());
    }

    boolean isLeftOut(String file) {
        return lines.has(file, "", "");
    }

    void leaveOut(String file, String label, String note) throws IOException {
        lines.add(List.of(new Line(file, label, "", "", "", "", nothing(), note).cells()));
    }

    private double[] nothing() {
        double[] numbers = new double[columns.size()];
        Arrays.fill(numbers, Double.NaN);
        return numbers;
    }

    /** Measures a map. */
    Measured measure(Metric.Subject subject) {
        double[] numbers = nothing();
        Map<String, double[]> drawn = new TreeMap<>();
        Set<String> obstacles = new LinkedHashSet<>();
        int at = 0;
        for (Metric metric : metrics) {
            String obstacle = metric.obstacle(subject.one());
            if (obstacle == null) {
                Metric.Values values = metric.of(subject);
                System.arraycopy(values.numbers(), 0, numbers, at, values.numbers().length);
                drawn.putAll(values.curves());
            } else {
                obstacles.add(obstacle);
            }
            at += metric.columns().size();
        }
        return new Measured(numbers, drawn, String.join("; ", obstacles));
    }

    /** Adds what was measured of the maps of a method. */
    void add(Case one, String method, List<MapKind> kinds, List<Measured> measured) throws IOException {
        List<List<String>> more = new ArrayList<>();
        List<List<String>> drawn = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            String kind = kinds.get(i).id();
            more.add(line(
                    one,
                    method,
                    kind,
                    measured.get(i).numbers(),
                    measured.get(i).note()));
            measured.get(i)
                    .curves()
                    .forEach((name, values) -> drawn.add(List.of(one.file(), method, kind, name, joined(values))));
        }
        curves.add(drawn);
        lines.add(more);
    }

    private static String joined(double[] values) {
        return String.join(";", Arrays.stream(values).mapToObj(Line::number).toList());
    }

    /** Notes that a method failed on a photo. */
    void addError(Case one, String method, List<MapKind> kinds, String note) throws IOException {
        lines.add(kinds.stream()
                .map(k -> line(one, method, k.id(), nothing(), note))
                .toList());
    }

    /** Adds numbers that belong to no photo of their own, one for each map of a method. */
    void addSingles(String file, String method, List<MapKind> kinds, Metric.Column column, double[] values)
            throws IOException {
        List<List<String>> more = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double[] numbers = nothing();
            numbers[columns.indexOf(column)] = values[i];
            more.add(new Line(file, "", "", "", method, kinds.get(i).id(), numbers, "").cells());
        }
        lines.add(more);
    }

    /** The class of every photo whose explained class is the one with the largest logit. */
    Map<String, String> rightClasses() {
        Map<String, String> classes = new TreeMap<>();
        for (Line line : lines()) {
            if (!line.target().isEmpty() && line.target().equals(line.predicted())) {
                classes.put(line.file(), line.target());
            }
        }
        return classes;
    }

    private static List<String> line(Case one, String method, String kind, double[] numbers, String note) {
        String target = Integer.toString(one.target());
        String predicted = Integer.toString(one.predicted());
        return new Line(one.file(), one.label(), target, predicted, method, kind, numbers, note).cells();
    }

    /** Ends the tables, in the order of the photos and methods. */
    void finish(Map<String, Integer> files, List<String> methods) throws IOException {
        Comparator<List<String>> byFile = Comparator.<List<String>>comparingInt(
                        cells -> files.getOrDefault(cells.get(0), Integer.MAX_VALUE))
                .thenComparing(cells -> cells.get(0));
        List<String> kinds = Stream.of(MapKind.values()).map(MapKind::id).toList();
        lines.finish(byFile.thenComparingInt(cells -> methods.indexOf(cells.get(4)))
                .thenComparingInt(cells -> kinds.indexOf(cells.get(5))));
        curves.finish(byFile.thenComparingInt(cells -> methods.indexOf(cells.get(1)))
                .thenComparingInt(cells -> kinds.indexOf(cells.get(2)))
                .thenComparing(cells -> cells.get(3)));
    }

    @Override
    public void close() throws IOException {
        try {
            lines.close();
        } finally {
            curves.close();
        }
    }
}
