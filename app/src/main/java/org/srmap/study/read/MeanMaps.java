package org.srmap.study.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Averages maps; rows of one group come one after the other. */
final class MeanMaps implements StudyRun.Visit {
    private static final int PIXELS = MeanMap.SIDE * MeanMap.SIDE;

    private record Group(
            String model, String preset, @Nullable String label) {}

    private final List<MeanMap> means = new ArrayList<>();
    private final long[] sums = new long[PIXELS];
    private @Nullable Group current;
    private long count;

    private MeanMaps() {}

    /** Reads the columns {@code model, preset, label, sr}. */
    static List<MeanMap> read(StudyRun run, String sql, List<?> parameters) throws RunException {
        MeanMaps maps = new MeanMaps();
        run.visit(sql, parameters, maps);
        maps.finish();
        return maps.means;
    }

    @Override
    public void row(ResultSet set) throws SQLException {
        byte[] map = set.getBytes("sr");
        if (map == null || map.length != PIXELS) {
            return;
        }
        Group group = new Group(text(set, "model"), text(set, "preset"), set.getString("label"));
        if (!Objects.equals(group, current)) {
            finish();
            current = group;
        }
        for (int i = 0; i < PIXELS; i++) {
            sums[i] += map[i] & 0xff;
        }
        count++;
    }

    private static String text(ResultSet set, String column) throws SQLException {
        return String.valueOf(set.getString(column));
    }

    private void finish() {
        Group group = current;
        if (group != null && count > 0) {
            float[] values = new float[PIXELS];
            for (int i = 0; i < PIXELS; i++) {
                values[i] = (float) (sums[i] / (255.0 * count));
            }
            means.add(new MeanMap(group.model(), group.preset(), group.label(), count, values));
        }
        java.util.Arrays.fill(sums, 0);
        count = 0;
    }
}
