package org.srmap.study.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which photos are worth showing, with their maps. */
public final class Gallery {
    private final StudyRun run;

    /** A gallery of a run. */
    public Gallery(StudyRun run) {
        this.run = run;
    }

    /**
     * Photos to show for a class.
     *
     * @param typical those that the models together find most probable to be of the class, best first
     * @param missed those that a model gets wrong, least probable first
     */
    public record Picks(List<String> typical, List<String> missed) {}

    /** How many rows of a model lie in each bin of a measure, right ones and wrong ones (or unknown ones) apart. */
    public record Histogram(String model, @Nullable Boolean correct, long[] counts) {}

    /** The rows of some photos with one preset, by photo, in the order given. */
    public Map<String, List<LookedRow>> photos(Collection<String> files, String preset) throws RunException {
        Map<String, List<LookedRow>> photos = new LinkedHashMap<>();
        files.forEach(file -> photos.put(file, new ArrayList<>()));
        if (files.isEmpty()) {
            return photos;
        }
        List<Object> parameters = new ArrayList<>(photos.keySet());
        parameters.add(preset);
        String marks = String.join(", ", Collections.nCopies(photos.size(), "?"));
        run.visit("FROM results WHERE file IN (" + marks + ") AND preset = ? ORDER BY model", parameters, set -> {
            ResultRow row = new RowReader(set).row();
            byte[] sr = set.getBytes("sr");
            boolean whole = sr != null && sr.length == MeanMap.SIDE * MeanMap.SIDE;
            photos.computeIfAbsent(row.file(), f -> new ArrayList<>()).add(new LookedRow(row, whole ? sr : null));
        });
        return photos;
    }

    /** Photos to show for each label. */
    public Map<String, Picks> picks(int each) throws RunException {
        Map<String, Picks> picks = new TreeMap<>();
        String sql = """
                SELECT label, file, likely, wrong,
                    row_number() OVER (PARTITION BY label ORDER BY likely DESC, file) AS best,
                    row_number() OVER (PARTITION BY label, wrong ORDER BY likely, file) AS worst
                FROM (
                    SELECT label, file, avg(truth_probability) AS likely, bool_or(NOT correct) AS wrong
                    FROM predictions
                    WHERE label IS NOT NULL AND correct IS NOT NULL AND truth_probability IS NOT NULL
                    GROUP BY label, file)
                QUALIFY (best <= ? AND NOT wrong) OR (worst <= ? AND wrong)
                ORDER BY label, best
                """;
        run.visit(sql, List.of(each, each), set -> {
            Picks of =
                    picks.computeIfAbsent(set.getString("label"), l -> new Picks(new ArrayList<>(), new ArrayList<>()));
            if (set.getBoolean("wrong")) {
                of.missed().add(0, set.getString("file"));
            } else {
                of.typical().add(set.getString("file"));
            }
        });
        return picks;
    }

    /**
     * The photos of a model whose measure is smallest or largest.
     *
     * @param filter which rows; model and preset must be given
     */
    public List<String> extremes(RowFilter filter, RowOrder.By by, boolean largest, int limit) throws RunException {
        RowFilter.Condition condition = filter.condition();
        String column = by.column();
        String sql = "SELECT file FROM results" + condition.where()
                + (condition.where().isEmpty() ? " WHERE " : " AND ") + column + " IS NOT NULL ORDER BY " + column
                + (largest ? " DESC" : "") + ", file LIMIT " + limit;
        List<String> files = new ArrayList<>();
        run.visit(sql, condition.parameters(), set -> files.add(set.getString("file")));
        return files;
    }

    /** Distribution of a measure for each model; what is above the usual range is counted in the last bin. */
    public List<Histogram> histograms(Measure measure, String preset, int bins) throws RunException {
        String sql = "SELECT model, correct, greatest(0, least(" + (bins - 1) + ", floor(" + measure.sql() + " * "
                + bins
                + " / " + measure.high() + ")))::INTEGER AS bin, count(*) AS n FROM results WHERE preset = ? AND "
                + measure.sql() + " IS NOT NULL GROUP BY ALL ORDER BY model, correct DESC NULLS LAST, bin";
        List<Histogram> histograms = new ArrayList<>();
        run.visit(sql, List.of(preset), set -> {
            RowReader row = new RowReader(set);
            String model = row.needed("model");
            Boolean correct = row.bool("correct");
            Histogram last = histograms.isEmpty() ? null : histograms.get(histograms.size() - 1);
            if (last == null || !last.model().equals(model) || !java.util.Objects.equals(last.correct(), correct)) {
                last = new Histogram(model, correct, new long[bins]);
                histograms.add(last);
            }
            last.counts()[set.getInt("bin")] = set.getLong("n");
        });
        return histograms;
    }

    /** All rows without their maps, by file, model and preset. */
    public void all(Consumer<ResultRow> consumer) throws RunException {
        run.visit(
                "SELECT " + RowReader.COLUMNS + " FROM results ORDER BY file, model, preset",
                List.of(),
                set -> consumer.accept(new RowReader(set).row()));
    }

    /** Names of all photos, in order. */
    public List<String> files() throws RunException {
        List<String> files = new ArrayList<>();
        run.visit("SELECT DISTINCT file FROM results ORDER BY file", List.of(), set -> files.add(set.getString(1)));
        return files;
    }

    /** How many photos both models judge right, only the first, only the second, neither. */
    public long[] agreement(String a, String b) throws RunException {
        long[] counts = new long[4];
        String sql = """
                SELECT x.correct AS a, y.correct AS b, count(*) AS n FROM predictions x JOIN predictions y ON y.file = x.file
                WHERE x.model = ? AND y.model = ? AND x.correct IS NOT NULL AND y.correct IS NOT NULL GROUP BY ALL
                """;
        run.visit(sql, List.of(a, b), set -> {
            int index = (set.getBoolean("a") ? 0 : 2) + (set.getBoolean("b") ? 0 : 1);
            counts[index] = set.getLong("n");
        });
        return counts;
    }
}
