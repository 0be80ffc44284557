package org.srmap.study.read;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A study's rows as they were when it was opened, and questions about them. May be used by several threads until it is
 * closed; nothing in the folder is changed.
 */
public final class StudyRun implements AutoCloseable {
    private final Path folder;
    private final RunInfo info;
    private final Database database;

    private StudyRun(Path folder, RunInfo info, Database database) {
        this.folder = folder;
        this.info = info;
        this.database = database;
    }

    /**
     * Opens a run with the usual limits.
     *
     * @param folder with {@code study.json} and {@code results/}; the study may still be running
     * @throws RunException when it is none, or its files cannot be read; one line that names it
     */
    public static StudyRun open(Path folder) throws IOException {
        return open(folder, RunLimits.defaults());
    }

    /** Opens a run. */
    public static StudyRun open(Path folder, RunLimits limits) throws IOException {
        RunInfo info = RunInfo.read(folder);
        return new StudyRun(folder, info, Database.open(folder, info, limits));
    }

    /** The run's folder. */
    public Path folder() {
        return folder;
    }

    /** What the study was about. */
    public RunInfo info() {
        return info;
    }

    /** The models that rows are of: those of the study in its order, then any others. */
    public List<String> models() throws RunException {
        return named("model", info.models().stream().map(RunInfo.RunModel::name).toList());
    }

    /** The presets that rows are of: those of the study in its order, then any others. */
    public List<String> presets() throws RunException {
        return named("preset", info.presets());
    }

    private List<String> named(String column, List<String> order) throws RunException {
        List<String> there =
                list("SELECT DISTINCT " + column + " FROM results ORDER BY 1", List.of(), r -> r.needed(column));
        List<String> names = new ArrayList<>(order);
        names.retainAll(there);
        there.stream().filter(n -> !names.contains(n)).forEach(names::add);
        return List.copyOf(names);
    }

    /** The labels that rows have, in the order of their names. */
    public List<String> labels() throws RunException {
        String sql = "SELECT DISTINCT label FROM results WHERE label IS NOT NULL ORDER BY label";
        return list(sql, List.of(), r -> r.needed("label"));
    }

    /** What labels are called, by the first model that has a name for them; a label that nobody names is not in it. */
    public Map<String, String> labelNames() throws RunException {
        List<String> order = models();
        Map<String, Map<String, String>> byModel = new HashMap<>();
        visit(
                "FROM label_names WHERE name IS NOT NULL",
                List.of(),
                set -> byModel.computeIfAbsent(set.getString("model"), m -> new HashMap<>())
                        .put(set.getString("label"), set.getString("name")));
        Map<String, String> names = new TreeMap<>();
        order.forEach(model -> byModel.getOrDefault(model, Map.of()).forEach(names::putIfAbsent));
        return names;
    }

    /** Accuracy of each model, in the order of the study. */
    public List<Findings.Accuracy> accuracy() throws RunException {
        List<String> order = models();
        return list(
                        "FROM accuracy",
                        List.of(),
                        r -> new Findings.Accuracy(
                                r.needed("model"),
                                r.count("photos"),
                                r.count("failed"),
                                r.count("judged"),
                                r.count("right"),
                                r.real("top1"),
                                r.real("top5"),
                                r.real("mean_class")))
                .stream()
                .sorted(java.util.Comparator.comparingInt(a -> order.indexOf(a.model())))
                .toList();
    }

    /** Accuracy of each model and class, the worst classes of each model first. */
    public List<Findings.ClassAccuracy> classes() throws RunException {
        return list(
                "FROM classes",
                List.of(),
                r -> new Findings.ClassAccuracy(
                        r.needed("model"),
                        r.needed("label"),
                        r.text("name"),
                        r.count("photos"),
                        r.count("judged"),
                        r.count("right"),
                        r.real("accuracy"),
                        r.real("mean_probability"),
                        r.text("taken_for")));
    }

    /**
     * Classes that are taken for others, the most frequent first.
     *
     * @param model null: all models
     * @param limit how many at most
     */
    public List<Findings.Confusion> confusion(@Nullable String model, int limit) throws RunException {
        RowFilter.Condition condition = RowFilter.all().of(model, null).condition();
        return list(
                "FROM confusion" + condition.where() + limit(limit, 0),
                condition.parameters(),
                r -> new Findings.Confusion(
                        r.needed("model"),
                        r.text("label"),
                        r.text("predicted"),
                        r.count("photos"),
                        r.real("mean_probability")));
    }

    /** How many photos one model gets right and another one wrong. */
    public long countDisagreements(String right, String wrong) throws RunException {
        return list("SELECT count(*) AS n FROM disagreements(?, ?)", List.of(right, wrong), r -> r.count("n"))
                .get(0);
    }

    /** Photos that one model gets right and another one wrong, the clearest first. */
    public List<Findings.Disagreement> disagreements(String right, String wrong, int limit, long offset)
            throws RunException {
        return list(
                "FROM disagreements(?, ?)" + limit(limit, offset),
                List.of(right, wrong),
                r -> new Findings.Disagreement(
                        r.needed("file"),
                        r.text("label"),
                        side(r, "a"),
                        side(r, "b"),
                        java.util.Objects.requireNonNullElse(r.real("margin"), 0.0)));
    }

    private static Findings.Side side(RowReader r, String side) throws SQLException {
        return new Findings.Side(
                r.text(side + "_says"),
                r.real(side + "_probability"),
                r.real(side + "_spread"),
                r.real(side + "_inside"));
    }

    /** Attention of each model and preset where it is right and where it is wrong. */
    public List<Findings.Habit> habits() throws RunException {
        return list(
                "FROM habits",
                List.of(),
                r -> new Findings.Habit(
                        r.needed("model"),
                        r.needed("preset"),
                        r.bool("correct"),
                        r.count("photos"),
                        r.real("spread"),
                        r.real("area_share"),
                        r.real("relevance_share"),
                        r.real("areas"),
                        r.real("inside")));
    }

    /** Classes by how much of the attention lies on the object, the least first; empty without boxes or masks. */
    public List<Findings.Outside> outside() throws RunException {
        return list(
                "FROM outside",
                List.of(),
                r -> new Findings.Outside(
                        r.needed("model"),
                        r.needed("preset"),
                        r.needed("label"),
                        r.text("name"),
                        r.count("photos"),
                        java.util.Objects.requireNonNullElse(r.real("inside"), 0.0),
                        r.count("mostly_outside")));
    }

    /**
     * A part of the rows.
     *
     * @param limit how many rows at most
     * @param offset how many come before them
     */
    public RowPage rows(RowFilter filter, RowOrder order, int limit, long offset) throws RunException {
        RowFilter.Condition condition = filter.condition();
        long total = list(
                        "SELECT count(*) AS n FROM results" + condition.where(),
                        condition.parameters(),
                        r -> r.count("n"))
                .get(0);
        List<ResultRow> rows = list(
                "SELECT " + RowReader.COLUMNS + " FROM results" + condition.where() + order.sql()
                        + limit(limit, offset),
                condition.parameters(),
                RowReader::row);
        return new RowPage(rows, total);
    }

    /** All rows of one photo, by model and preset. */
    public List<ResultRow> rowsOf(String file) throws RunException {
        return list(
                "SELECT " + RowReader.COLUMNS + " FROM results WHERE file = ? ORDER BY model, preset",
                List.of(file),
                RowReader::row);
    }

    /** The SR map of a row, {@link MeanMap#SIDE} x {@link MeanMap#SIDE} values 0 to 1; null when there is none. */
    public float @Nullable [] map(String file, String model, String preset) throws RunException {
        String sql = "SELECT model, preset, label, sr FROM results WHERE file = ? AND model = ? AND preset = ?";
        List<MeanMap> maps = MeanMaps.read(this, sql, List.of(file, model, preset));
        return maps.isEmpty() ? null : maps.get(0).values();
    }

    /** Mean SR map of every model, preset and true class among some rows. */
    public List<MeanMap> meanMaps(RowFilter filter) throws RunException {
        RowFilter.Condition condition = filter.condition();
        String sql =
                "SELECT model, preset, label, sr FROM results" + condition.where() + " ORDER BY model, preset, label";
        return MeanMaps.read(this, sql, condition.parameters());
    }

    /**
     * Answers a statement that somebody wrote. It cannot change the study, and no statement can read or write files.
     *
     * @param sql one statement that gives rows
     * @param most how many rows at most; what is beyond is not computed where that is possible
     * @param seconds after which it is stopped; 0: never
     * @throws RunException when the statement is wrong, fails, or takes too long; one line
     */
    public void sql(String sql, long most, int seconds, SqlAnswer answer) throws IOException {
        try (Connection connection = database.connection()) {
            new UserStatement(connection, sql, seconds).run(most, answer);
        } catch (SQLException e) {
            throw new RunException(Messages.of(e), e);
        }
    }

    /** Reads something from a row. */
    interface Reading<T> {
        T of(RowReader row) throws SQLException;
    }

    /** Takes a row of maps. */
    interface Visit {
        void row(ResultSet set) throws SQLException;
    }

    void visit(String sql, List<?> parameters, Visit visit) throws RunException {
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet set = statement.executeQuery()) {
                while (set.next()) {
                    visit.row(set);
                }
            }
        } catch (SQLException e) {
            throw new RunException(folder + ": " + Messages.of(e), e);
        }
    }

    private <T> List<T> list(String sql, List<?> parameters, Reading<T> reading) throws RunException {
        List<T> found = new ArrayList<>();
        visit(sql, parameters, set -> found.add(reading.of(new RowReader(set))));
        return found;
    }

    private static String limit(int limit, long offset) {
        if (limit < 0 || offset < 0) {
            throw new IllegalArgumentException("a page of " + limit + " rows from " + offset);
        }
        return " LIMIT " + limit + " OFFSET " + offset;
    }

    @Override
    public void close() {
        database.close();
    }
}
