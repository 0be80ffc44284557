package org.srmap.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.srmap.Classifier;
import org.srmap.eval.Mosaic;
import org.srmap.eval.data.DataSet;
import org.srmap.map.PixelMap;
import org.srmap.run.RunListener;

/**
 * The grid pointing game on photos of the data set that the model gets right (or, without labels, on what it takes them
 * for): mosaics of photos of different classes, drawn with a seed. Needs no true regions.
 */
final class Mosaics {
    static final Metric.Column COLUMN = new Metric.Column("grid", Metric.Better.MORE);

    private final EvaluationSettings settings;
    private final Cases cases;
    private final DataSet data;
    private final List<Integer> order;

    Mosaics(EvaluationSettings settings, Classifier classifier, DataSet data, List<Integer> order) {
        this.settings = settings;
        this.data = data;
        this.order = order;
        cases = new Cases(classifier, settings);
    }

    void run(Table table, Sources sources, RunListener listener) throws IOException {
        int number = 0;
        for (List<Integer> group : groups(table)) {
            number++;
            String file = String.format(Locale.ROOT, "mosaic-%04d", number);
            List<String> missing = sources.names().stream()
                    .filter(m -> sources.kinds(m).stream().anyMatch(k -> !table.has(file, m, k)))
                    .toList();
            if (missing.isEmpty()) {
                continue;
            }
            List<Case> photos = read(group);
            for (String method : missing) {
                List<MapKind> kinds = sources.kinds(method);
                try {
                    double[] scores = scores(photos, sources.open(method), kinds, number);
                    table.addSingles(file, method, kinds, COLUMN, scores);
                } catch (IllegalArgumentException e) {
                    listener.failed(file + ", " + method, e);
                }
            }
        }
    }

    /** The mean over the cells of the share of positive relevance in the cell whose class is explained, for each map. */
    private double[] scores(List<Case> group, MapSource source, List<MapKind> kinds, int number) {
        PixelMap first = group.get(0).picture();
        Mosaic mosaic = new Mosaic(side(), first.channels(), first.height(), first.width());
        PixelMap picture = first.with(
                mosaic.of(group.stream().map(c -> c.picture().values()).toList()));
        double[] sums = new double[kinds.size()];
        for (int cell = 0; cell < group.size(); cell++) {
            MapSource.Maps maps = source.maps(kinds, picture, group.get(cell).target(), number);
            for (int k = 0; k < sums.length; k++) {
                sums[k] += mosaic.score(maps.maps().get(k), cell) / group.size();
            }
        }
        return sums;
    }

    private int side() {
        return settings.perturbation().grid();
    }

    /** Groups of photos of different classes, as many as can be made. */
    private List<List<Integer>> groups(Table table) {
        Map<String, String> classes = table.rightClasses();
        List<Integer> waiting = new ArrayList<>(order);
        waiting.removeIf(number -> !classes.containsKey(data.items().get(number).file()));
        Collections.shuffle(waiting, new Random(settings.seed()));
        List<List<Integer>> groups = new ArrayList<>();
        while (true) {
            Map<String, Integer> group = new LinkedHashMap<>();
            for (int number : waiting) {
                String target = classes.getOrDefault(data.items().get(number).file(), "");
                if (group.size() < side() * side()) {
                    group.putIfAbsent(target, number);
                }
            }
            if (group.size() < side() * side()) {
                return groups;
            }
            waiting.removeAll(group.values());
            groups.add(List.copyOf(group.values()));
        }
    }

    private List<Case> read(List<Integer> group) throws IOException {
        List<Case> photos = new ArrayList<>();
        for (int number : group) {
            try {
                photos.add(cases.read(data.items().get(number), number));
            } catch (Cases.LeftOut e) {
                throw new IllegalStateException("was not left out before", e);
            }
        }
        return photos;
    }
}
