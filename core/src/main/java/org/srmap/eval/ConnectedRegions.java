package org.srmap.eval;

import java.util.ArrayList;
import java.util.List;
import org.srmap.saliency.AttentionAreas;

/** The 8-connected regions of a map at or above a threshold, numbered in reading order from 0. */
final class ConnectedRegions {
    private final int[] labels;
    private final int width;
    private final List<Region> regions = new ArrayList<>();

    /** A region's pixel count and extent; right and bottom do not belong to it. */
    private record Region(int pixels, int left, int top, int right, int bottom) {}

    private ConnectedRegions(boolean[] inside, int height, int width) {
        this.width = width;
        labels = new int[inside.length];
        java.util.Arrays.fill(labels, -1);
        int[] stack = new int[inside.length];
        for (int p = 0; p < inside.length; p++) {
            if (inside[p] && labels[p] < 0) {
                regions.add(fill(inside, height, p, stack));
            }
        }
    }

    /** Regions of pixels whose positive value is at least the threshold, and more than 0. */
    static ConnectedRegions above(Heatmap map, double threshold) {
        boolean[] inside = new boolean[map.pixels()];
        for (int p = 0; p < inside.length; p++) {
            inside[p] = map.positive(p) > 0 && map.positive(p) >= threshold;
        }
        return new ConnectedRegions(inside, map.height(), map.width());
    }

    private Region fill(boolean[] inside, int height, int start, int[] stack) {
        int label = regions.size();
        int top = start / width;
        int bottom = top + 1;
        int left = start % width;
        int right = left + 1;
        int pixels = 0;
        int waiting = 0;
        stack[waiting++] = start;
        labels[start] = label;
        while (waiting > 0) {
            int p = stack[--waiting];
            int row = p / width;
            int column = p % width;
            pixels++;
            left = Math.min(left, column);
            right = Math.max(right, column + 1);
            bottom = Math.max(bottom, row + 1);
            for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
                for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
                    int next = y * width + x;
                    if (inside[next] && labels[next] < 0) {
                        labels[next] = label;
                        stack[waiting++] = next;
                    }
                }
            }
        }
        return new Region(pixels, left, top, right, bottom);
    }

    int count() {
        return regions.size();
    }

    /** The region with the most pixels; of several, the first. */
    int largest() {
        int best = 0;
        for (int i = 1; i < regions.size(); i++) {
            best = regions.get(i).pixels() > regions.get(best).pixels() ? i : best;
        }
        return best;
    }

    TrueRegion.Box box(int region) {
        Region r = regions.get(region);
        return new TrueRegion.Box(r.left(), r.top(), r.right(), r.bottom());
    }

    /** Whether a pixel lies in a region that is large enough for an attention area. */
    boolean isInAreaAt(int pixel) {
        return labels[pixel] >= 0
                && regions.get(labels[pixel]).pixels() >= AttentionAreas.MINIMUM_SHARE * labels.length;
    }
}
