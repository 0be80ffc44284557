package org.srmap.saliency;

import java.util.ArrayList;
import java.util.List;
import org.srmap.saliency.Outline.Corner;

/** Walks along the edges between a region's pixels and all others, with the region on the right hand. */
final class OutlineTracer {
    private static final int EAST = 0;
    private static final int SOUTH = 1;
    private static final int WEST = 2;
    private static final int NORTH = 3;
    private static final int[] STEP_X = {1, 0, -1, 0};
    private static final int[] STEP_Y = {0, 1, 0, -1};

    private final int left;
    private final int top;
    private final int stride;
    /** Per corner of the box the directions in which an edge that was not walked yet leaves, as bits. */
    private final byte[] leaving;

    private OutlineTracer(int left, int top, int columns, int rows) {
        this.left = left;
        this.top = top;
        stride = columns + 1;
        leaving = new byte[stride * (rows + 1)];
    }

    /**
     * Traces one region.
     *
     * @param labels height x width labels of 8-connected regions
     * @param width of the picture
     * @param label the region to trace
     * @param box smallest box around it
     */
    static Outline trace(int[] labels, int width, int label, AttentionAreas.Box box) {
        OutlineTracer tracer = new OutlineTracer(box.x(), box.y(), box.width(), box.height());
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                int pixel = (box.y() + y) * width + box.x() + x;
                if (labels[pixel] == label) {
                    tracer.mark(x, y, EAST, y == 0 || labels[pixel - width] != label);
                    tracer.mark(x + 1, y, SOUTH, x == box.width() - 1 || labels[pixel + 1] != label);
                    tracer.mark(x + 1, y + 1, WEST, y == box.height() - 1 || labels[pixel + width] != label);
                    tracer.mark(x, y + 1, NORTH, x == 0 || labels[pixel - 1] != label);
                }
            }
        }
        return tracer.rings();
    }

    private void mark(int x, int y, int direction, boolean border) {
        if (border) {
            leaving[y * stride + x] |= (byte) (1 << direction);
        }
    }

    private Outline rings() {
        List<Corner> outer = List.of();
        List<List<Corner>> holes = new ArrayList<>();
        for (int corner = 0; corner < leaving.length; corner++) {
            while (leaving[corner] != 0) {
                List<Corner> ring = walk(corner);
                if (Outline.signedArea(ring) > 0) {
                    outer = ring;
                } else {
                    holes.add(ring);
                }
            }
        }
        return new Outline(outer, holes);
    }

    /**
     * Walks one ring. Rings are started at their topmost, then leftmost corner, where just one edge leaves that was not
     * walked yet.
     */
    private List<Corner> walk(int start) {
        List<Corner> ring = new ArrayList<>();
        int at = start;
        int direction = Integer.numberOfTrailingZeros(leaving[start]);
        int last = -1;
        do {
            if (direction != last) {
                ring.add(new Corner(left + at % stride, top + at / stride));
            }
            leaving[at] &= (byte) ~(1 << direction);
            at += STEP_Y[direction] * stride + STEP_X[direction];
            last = direction;
            direction = next(at, direction);
        } while (at != start);
        return ring;
    }

    /** Where two edges leave, two pixels touch at a corner: the left turn joins them. */
    private int next(int at, int direction) {
        int toLeft = (direction + 3) % 4;
        return (leaving[at] & (1 << toLeft)) != 0 ? toLeft : Integer.numberOfTrailingZeros(leaving[at]);
    }
}
