package org.srmap.saliency;

import java.util.List;

/** The queries that a kernel handles together: runs of {@link Scale#SEGMENT} neighbouring pixels of a row. */
final class Tile {
    final Scale scale;
    private final int[] y;
    private final int[] x;

    /**
     * Gathers runs.
     *
     * @param scale where they are
     * @param starts row and first column of each run
     */
    Tile(Scale scale, List<int[]> starts) {
        this.scale = scale;
        y = starts.stream().mapToInt(start -> start[0]).toArray();
        x = starts.stream().mapToInt(start -> start[1]).toArray();
    }

    /** Number of runs in use; a kernel may compute more. */
    int runs() {
        return y.length;
    }

    /** Number of lanes in use; a kernel may compute more. */
    int lanes() {
        return y.length * Scale.SEGMENT;
    }

    /** Row of the pixel behind a lane. */
    int laneY(int lane) {
        return y[lane / Scale.SEGMENT];
    }

    /** Column of the pixel behind a lane. */
    int laneX(int lane) {
        return x[lane / Scale.SEGMENT] + lane % Scale.SEGMENT;
    }

    /** Whether there is a pixel behind the lane: the last run of a row may reach beyond its end. */
    boolean inside(int lane) {
        return laneX(lane) < scale.size.width();
    }

    /** Distance from {@link Scale#tableBase} to the table entry of the first pixel of a run. */
    int tableOffset(int run) {
        return y[run] * scale.tableStride + x[run];
    }
}
