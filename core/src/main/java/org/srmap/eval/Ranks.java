package org.srmap.eval;

/** What the order of a map's pixels says. Pixels with equal values have equal chances to come first. */
final class Ranks {
    private Ranks() {}

    /** Expected number of pixels of the object among the {@code count} highest pixels. */
    static double insideOfTop(Heatmap map, TrueRegion truth, int count) {
        int[] order = map.order();
        double inside = 0;
        for (int from = 0; from < count; ) {
            int to = endOfTie(map, order, from);
            int hits = inside(truth, order, from, to);
            inside += (double) hits * (Math.min(to, count) - from) / (to - from);
            from = to;
        }
        return inside;
    }

    /** Chance that a pixel of the object is higher than another pixel, ties counted half. */
    static double areaUnderRoc(Heatmap map, TrueRegion truth) {
        int[] order = map.order();
        long outside = (long) order.length - truth.size();
        double won = 0;
        long outsideAbove = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(map, order, from);
            int hits = inside(truth, order, from, to);
            int misses = to - from - hits;
            won += hits * (outside - outsideAbove - misses / 2.0);
            outsideAbove += misses;
            from = to;
        }
        return won / outside / truth.size();
    }

    private static int endOfTie(Heatmap map, int[] order, int from) {
        float value = map.positive(order[from]);
        int to = from + 1;
        while (to < order.length && map.positive(order[to]) == value) {
            to++;
        }
        return to;
    }

    private static int inside(TrueRegion truth, int[] order, int from, int to) {
        int inside = 0;
        for (int i = from; i < to; i++) {
            inside += truth.contains(order[i]) ? 1 : 0;
        }
        return inside;
    }
}
