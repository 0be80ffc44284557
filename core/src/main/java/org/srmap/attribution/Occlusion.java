package org.srmap.attribution;

import org.srmap.lrp.Request;

/**
 * How much v . logits falls when a window of the picture is covered (Zeiler and Fergus 2014, section 4.2). The window
 * moves over the picture by the stride; at the right and lower edge it is cut off. A pixel's value is the mean fall over
 * all windows that cover it.
 *
 * @param window side of the window in pixels; 0: an eighth of the shorter side
 * @param stride how far it moves; 0: half a window
 * @param fill what covers the picture
 * @param batch pictures per run
 */
record Occlusion(int window, int stride, Fill fill, int batch) implements Baseline {
    private static final int MOST_RUNS = 100_000;

    @Override
    public String name() {
        return "occlusion:window=" + window + ",stride=" + stride + ",fill=" + fill.name();
    }

    @Override
    public Probe probe(Network network, int size) {
        return Probe.forward(network, size);
    }

    @Override
    public int channels(Network network) {
        return 1;
    }

    @Override
    public Mapper mapper(Network network, Request request) {
        int side = window > 0 ? window : Math.max(1, Math.min(network.height(), network.width()) / 8);
        int step = stride > 0 ? stride : Math.max(1, side / 2);
        if (side > Math.min(network.height(), network.width()) || step > side) {
            throw new IllegalArgumentException("occlusion: a window of " + side + " pixels that moves by " + step
                    + "; it must fit into the input (" + network.height() + " x " + network.width()
                    + ") and move by at most its own side");
        }
        int down = places(network.height(), side, step);
        int across = places(network.width(), side, step);
        if ((long) down * across > MOST_RUNS) {
            throw new IllegalArgumentException("occlusion: " + (long) down * across + " places of the window; at most "
                    + MOST_RUNS + ", choose a larger stride");
        }
        Windows windows = new Windows(network, side, step, across, down * across);
        return (probe, cases) -> cases.stream()
                .map(c -> windows.map(probe, c, fill.of(c.image(), network, request)))
                .toList();
    }

    /** How many places there are along an axis until the window reaches the end. */
    private static int places(int length, int side, int step) {
        return Math.max(0, length - side + step - 1) / step + 1;
    }

    /** The places of the window, row by row. */
    private record Windows(Network network, int side, int step, int across, int count) {
        Mapped map(Probe probe, Case one, float[] filling) {
            double[] falls = new double[network.pixels()];
            int[] covers = new int[network.pixels()];
            probe.run(count, i -> covered(one.image(), filling, i), i -> one.weights(), (i, pass) -> {
                double fall = one.value() - StartingRelevance.value(one.weights(), pass.logits());
                for (int y = top(i); y < bottom(i); y++) {
                    for (int x = left(i); x < right(i); x++) {
                        falls[y * network.width() + x] += fall;
                        covers[y * network.width() + x]++;
                    }
                }
            });
            float[] map = new float[falls.length];
            for (int p = 0; p < map.length; p++) {
                map[p] = (float) (falls[p] / covers[p]);
            }
            return new Mapped(map, Double.NaN);
        }

        private float[] covered(float[] image, float[] filling, int i) {
            float[] covered = image.clone();
            for (int c = 0; c < network.channels(); c++) {
                for (int y = top(i); y < bottom(i); y++) {
                    int row = c * network.pixels() + y * network.width();
                    System.arraycopy(filling, row + left(i), covered, row + left(i), right(i) - left(i));
                }
            }
            return covered;
        }

        private int top(int i) {
            return i / across * step;
        }

        private int bottom(int i) {
            return Math.min(network.height(), top(i) + side);
        }

        private int left(int i) {
            return i % across * step;
        }

        private int right(int i) {
            return Math.min(network.width(), left(i) + side);
        }
    }
}
