package org.srmap.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.srmap.Classifier;
import org.srmap.Model;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSet;
import org.srmap.file.AsideFile;
import org.srmap.run.RunFolder;
import org.srmap.run.RunIdentity;
import org.srmap.run.RunListener;

/** One evaluation: every photo, every method, every map, every metric. */
public final class Evaluation {
    private static final int CHUNK = 8;
    /** What a map depends on, besides its method: all else may change while maps are used again. */
    private static final List<String> OF_MAPS =
            List.of("explained", "seed", "precision", "data", "photos", "model", "sha256", "preprocessing");

    private final EvaluationSettings settings;
    private final Path folder;
    private final List<Integer> order;
    private final DataSet data;
    private final Model model;

    /**
     * What came of it.
     *
     * @param summary means with intervals, as written to {@code summary.json}
     * @param photos how many photos were measured
     * @param leftOut how many were left out
     * @param failed how many photos, or maps of photos, failed
     */
    public record Outcome(JsonNode summary, int photos, int leftOut, int failed) {}

    /**
     * An evaluation.
     *
     * @param folder where results go
     */
    public Evaluation(EvaluationSettings settings, Model model, DataSet data, Path folder) {
        this.settings = settings;
        this.model = model;
        this.data = data;
        this.folder = folder;
        order = order();
    }

    /** Photos in the order of the data set; a limited number of them is drawn, seeded. */
    private List<Integer> order() {
        List<Integer> all =
                new ArrayList<>(IntStream.range(0, data.items().size()).boxed().toList());
        if (settings.limit() == 0 || settings.limit() >= all.size()) {
            return all;
        }
        Collections.shuffle(all, new Random(settings.seed()));
        return all.subList(0, settings.limit());
    }

    /**
     * Runs, or goes on where an earlier run with the same settings was stopped.
     *
     * @throws org.srmap.run.DifferentRunException when the folder has results of other settings
     * @throws IOException when results cannot be written, or another process works in the folder
     */
    public Outcome run(RunListener listener) throws IOException {
        ObjectNode identity = identity();
        Clock clock = new Clock();
        try (RunFolder run = settings.keepMaps() ? RunFolder.open(folder, "maps") : RunFolder.open(folder)) {
            requireSame(run, identity);
            try (Classifier classifier = Classifier.open(
                            model, settings.methods().get(0).settings().session());
                    Sources sources = new Sources(settings, model, classifier, clock, folder);
                    Table table = new Table(folder, MetricCatalog.of(settings, classifier, model), settings)) {
                listener.begin(order.size() * sources.names().size() + 1, 0);
                Cases cases = new Cases(classifier, settings);
                for (int from = 0; from < order.size(); from += CHUNK) {
                    List<Integer> chunk = order.subList(from, Math.min(order.size(), from + CHUNK));
                    new Chunk(cases, sources, table, clock, listener).run(chunk);
                }
                if (settings.metrics().contains("grid")) {
                    new Mosaics(settings, classifier, data, order).run(table, sources, listener);
                }
                listener.step();
                return finish(run, table, sources, identity, clock);
            }
        }
    }

    private ObjectNode identity() {
        ObjectNode identity = settings.toJson();
        identity.put("data", data.place().toString()).put("photos", data.items().size());
        identity.put("model", model.name()).put("sha256", model.sha256());
        identity.put("preprocessing", model.effectivePreprocessing().toJson());
        return identity;
    }

    /** What the folder belongs to is checked, or written where there is nothing yet. */
    private void requireSame(RunFolder run, ObjectNode identity) throws IOException {
        if (settings.keepMaps()) {
            requireSame(
                    run,
                    "maps/maps.json",
                    identity.deepCopy().retain(OF_MAPS),
                    run.resolve("maps") + ": holds maps of another evaluation",
                    "Use another --out folder, or delete it");
        }
        requireSame(
                run,
                "evaluation.json",
                identity,
                folder + ": holds another evaluation",
                "Use another --out folder, or delete "
                        + (settings.keepMaps() ? "evaluation.json, metrics.csv and curves.csv in it" : "it"));
    }

    private static void requireSame(RunFolder run, String file, ObjectNode now, String holds, String advice)
            throws IOException {
        JsonNode before = run.read(file);
        if (before == null) {
            run.write(file, now);
        } else {
            RunIdentity.requireSame(before, now, holds, advice);
        }
    }

    private Outcome finish(RunFolder run, Table table, Sources sources, ObjectNode identity, Clock clock)
            throws IOException {
        Map<String, Integer> places = new HashMap<>();
        for (DataItem item : data.items()) {
            places.put(item.file(), places.size());
        }
        table.finish(places, sources.names());
        Summary summary = new Summary(table, sources.names(), identity, clock);
        JsonNode json = summary.toJson();
        run.write("summary.json", json);
        AsideFile.write(run.resolve("report.html"), new ReportPage(json, table).html());
        return new Outcome(json, summary.photos(), summary.leftOut(), summary.failed());
    }

    /** Photos that are prepared together, so that a method is opened once for all of them. */
    private final class Chunk {
        private final Cases cases;
        private final Sources sources;
        private final Table table;
        private final Clock clock;
        private final RunListener listener;

        Chunk(Cases cases, Sources sources, Table table, Clock clock, RunListener listener) {
            this.cases = cases;
            this.sources = sources;
            this.table = table;
            this.clock = clock;
            this.listener = listener;
        }

        void run(List<Integer> numbers) throws IOException {
            List<Case> ready = new ArrayList<>();
            for (int number : numbers) {
                DataItem item = data.items().get(number);
                if (table.isLeftOut(item.file()) || sources.names().stream().allMatch(m -> isDone(item.file(), m))) {
                    sources.names().forEach(m -> listener.step());
                    continue;
                }
                try {
                    ready.add(cases.read(item, number));
                } catch (Cases.LeftOut e) {
                    leaveOut(item, String.valueOf(e.getMessage()));
                } catch (IOException | IllegalArgumentException e) {
                    listener.failed(item.file(), e);
                    leaveOut(item, "error: " + e.getMessage());
                }
            }
            for (String method : sources.names()) {
                for (Case one : ready) {
                    if (!isDone(one.file(), method)) {
                        measure(one, method);
                    }
                    listener.step();
                }
            }
        }

        private void leaveOut(DataItem item, String note) throws IOException {
            table.leaveOut(item.file(), item.label() == null ? "" : item.label(), note);
            sources.names().forEach(m -> listener.step());
        }

        private boolean isDone(String file, String method) {
            return sources.kinds(method).stream().allMatch(k -> table.has(file, method, k));
        }

        private void measure(Case one, String method) throws IOException {
            List<MapKind> kinds = sources.kinds(method);
            try {
                MapSource.Maps maps = sources.maps(method, one);
                List<Table.Measured> measured = new ArrayList<>();
                for (int i = 0; i < kinds.size(); i++) {
                    Metric.Subject subject = new Metric.Subject(
                            one, method, kinds.get(i), maps.maps().get(i), maps.conservation(), sources);
                    measured.add(clock.time(Clock.Part.METRICS, () -> table.measure(subject)));
                }
                table.add(one, method, kinds, measured);
            } catch (IllegalArgumentException e) {
                listener.failed(one.file() + ", " + method, e);
                table.addError(one, method, kinds, "error: " + e.getMessage());
            }
        }
    }
}
