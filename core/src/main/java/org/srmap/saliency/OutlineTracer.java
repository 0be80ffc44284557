package org.srmap.saliency;

import java.util.ArrayList;
import java.util.List;
import org.srmap.map.Box;
import org.srmap.map.Point;
import org.srmap.map.Regions;

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

    /** Traces one region. */
    static Outline trace(Regions regions, int region) {
        Box box = regions.box(region);
        int left = (int) box.x0();
        int top = (int) box.y0();
        OutlineTracer tracer = new OutlineTracer(left, top, (int) box.width(), (int) box.height());
        for (int y = top; y < box.y1(); y++) {
            for (int x = left; x < box.x1(); x++) {
                if (regions.at(x, y) == region) {
                    tracer.mark(x, y, EAST, regions.at(x, y - 1) != region);
                    tracer.mark(x + 1, y, SOUTH, regions.at(x + 1, y) != region);
                    tracer.mark(x + 1, y + 1, WEST, regions.at(x, y + 1) != region);
                    tracer.mark(x, y + 1, NORTH, regions.at(x - 1, y) != region);
                }
            }
        }
        return tracer.rings();
    }

    private void mark(int x, int y, int direction, boolean border) {
        if (border) {
            leaving[(y - top) * stride + x - left] |= (byte) (1 << direction);
        }
    }

    private Outline rings() {
        List<Point> outer = List.of();
        List<List<Point>> holes = new ArrayList<>();
        for (int corner = 0; corner < leaving.length; corner++) {
            while (leaving[corner] != 0) {
                List<Point> ring = walk(corner);
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
    private List<Point> walk(int start) {
        List<Point> ring = new ArrayList<>();
        int at = start;
        int direction = Integer.numberOfTrailingZeros(leaving[start]);
        int last = -1;
        do {
            if (direction != last) {
                ring.add(new Point(left + at % stride, top + at / stride));
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
