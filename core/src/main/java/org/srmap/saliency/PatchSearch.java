package org.srmap.saliency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * For every pixel of every scale: the mean of the K smallest dissimilarities to the context patches, exactly.
 *
 * <p>Kernel scores are rounded, so they only discard. The (K+1)-th smallest group minimum bounds the (K+1)-th smallest
 * score from above (K+1, because the pixel's own patch may be among them); widened by what rounding can do (see
 * {@link Worker#limit}), it lets pass every patch that can be among the K nearest and few others. Those are computed
 * again as a sum of squared differences, in one place and one order whatever the kernel, and the K smallest of them are
 * added up in fixed point, where order does not matter. Results are therefore the same for all kernels and threads.
 */
final class PatchSearch {
    private static final int GROUPS = 256;

    private final List<Scale> scales;
    private final int neighbours;
    private final List<Task> tasks = new ArrayList<>();
    private final double[][] means;

    /**
     * Plans the search.
     *
     * @param scales what to search
     * @param neighbours K
     * @param tileSize queries per tile of the kernel in use
     */
    PatchSearch(List<Scale> scales, int neighbours, int tileSize) {
        this.scales = scales;
        this.neighbours = neighbours;
        means = new double[scales.size()][];
        for (int i = 0; i < scales.size(); i++) {
            means[i] = new double[scales.get(i).size.pixels()];
            plan(i, tileSize / Scale.SEGMENT);
        }
    }

    /** Number of independent pieces of work. */
    int tasks() {
        return tasks.size();
    }

    /** One worker, to be used by one thread; give it each number below {@link #tasks()} once. */
    IntConsumer worker(DistanceKernel kernel) {
        return new Worker(kernel);
    }

    /** Per scale the mean of every pixel, once all tasks are done. */
    double[][] means() {
        return means;
    }

    /** Collects the runs of pixels that have to be searched: pixels with K identical zero patches are 0 at once. */
    private void plan(int index, int segmentsPerTile) {
        Scale scale = scales.get(index);
        if (scale.isEmpty()) {
            return;
        }
        boolean skipZero = scale.zeroPatches() > neighbours;
        List<int[]> open = new ArrayList<>();
        for (int y = 0; y < scale.size.height(); y++) {
            for (int x = 0; x < scale.size.width(); x += Scale.SEGMENT) {
                if (skipZero && scale.isZero(y, x, Scale.SEGMENT)) {
                    continue;
                }
                open.add(new int[] {y, x});
                if (open.size() == segmentsPerTile) {
                    close(index, open);
                }
            }
        }
        if (!open.isEmpty()) {
            close(index, open);
        }
    }

    private void close(int index, List<int[]> open) {
        tasks.add(new Task(index, new Tile(scales.get(index), open)));
        open.clear();
    }

    private record Task(int scale, Tile tile) {}

    /** The state of one thread. */
    private final class Worker implements IntConsumer {
        private final DistanceKernel kernel;
        private final int groups = Math.max(GROUPS, 4 * neighbours);
        private final float[] limits;
        private final int[] passed;
        private final Nearest[] nearest;

        Worker(DistanceKernel kernel) {
            this.kernel = kernel;
            limits = new float[kernel.tile()];
            passed = new int[kernel.chunk() / 32 * kernel.tile()];
            nearest = new Nearest[kernel.tile()];
            Arrays.setAll(nearest, i -> new Nearest(neighbours));
        }

        @Override
        public void accept(int number) {
            Task task = tasks.get(number);
            Tile tile = task.tile();
            Scale scale = scales.get(task.scale());
            kernel.start(tile, groups);
            startLanes(scale, tile);
            for (int from = 0; from < scale.paddedCount; from += kernel.chunk()) {
                int to = Math.min(scale.paddedCount, from + kernel.chunk());
                kernel.score(from, to);
                kernel.bounds(neighbours + 1, limits);
                for (int lane = 0; lane < tile.lanes(); lane++) {
                    limits[lane] = tile.inside(lane) ? limit(limits[lane], nearest[lane], scale.dims) : -1;
                }
                kernel.passing(limits, passed);
                collect(tile, from, to);
            }
            for (int lane = 0; lane < tile.lanes(); lane++) {
                if (tile.inside(lane)) {
                    int pixel = tile.laneY(lane) * scale.size.width() + tile.laneX(lane);
                    means[task.scale()][pixel] = nearest[lane].mean(scale);
                }
            }
        }

        private void startLanes(Scale scale, Tile tile) {
            for (int lane = 0; lane < tile.lanes(); lane++) {
                if (tile.inside(lane)) {
                    nearest[lane].start(scale, tile.laneY(lane), tile.laneX(lane));
                }
            }
        }

        /**
         * A score that every patch among the K nearest certainly does not exceed.
         *
         * <p>With n values per patch, u = 2^-24 and g = (n + 8) u, rounding moves a score by at most
         * g (|q|^2 + |v|^2)/2 / (1 + c dist)^2, whatever the order of its additions (N. Higham, "Accuracy and stability
         * of numerical algorithms", 2002, section 3.1). Since |v| is at most |q| + |v - q|, that is at most
         * g (3 |q|^2/2 + |v - q|^2). Going once from a score up to its true value and once back, with the rounding of
         * the differences themselves (also below g), gives the factors below with room to spare for g up to 0.001.
         */
        private static float limit(float bound, Nearest list, int dims) {
            double g = (dims + 8) * 0x1p-24;
            double least = Math.min(bound, list.worst() / 2);
            return (float) (least * (1 + 12 * g) + 8 * g * list.halfNorm() + 2 * Float.MIN_NORMAL);
        }

        /** Goes through all queries for 32 patches at a time, which then stay in the fastest cache. */
        private void collect(Tile tile, int from, int to) {
            for (int patch = from; patch < to; patch += 32) {
                int word = (patch - from) / 32 * kernel.tile();
                for (int lane = 0; lane < tile.lanes(); lane++) {
                    if (passed[word + lane] != 0) {
                        nearest[lane].offer(tile.scale, patch, passed[word + lane]);
                    }
                }
            }
        }
    }
}
