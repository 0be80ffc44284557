package org.srmap.saliency;

import java.util.ArrayList;
import java.util.List;
import org.srmap.map.Point;

/**
 * The border of a region along the edges of its pixels: pixel (row y, column x) is the unit square from (x, y) to
 * (x + 1, y + 1), y pointing down.
 *
 * <p>The outer ring runs clockwise as seen on the screen, holes run the other way, so both the even-odd and the nonzero
 * rule fill exactly the region's pixels. Regions are 8-connected and holes 4-connected: where two pixels touch at a
 * corner, the outer ring passes the corner twice.
 *
 * @param outer corners of the outer ring, at whole numbers; the last is joined to the first
 * @param holes rings around what lies inside but does not belong to the region
 */
public record Outline(List<Point> outer, List<List<Point>> holes) {

    /** Makes the lists immutable. */
    public Outline {
        outer = List.copyOf(outer);
        holes = holes.stream().map(List::copyOf).toList();
    }

    /**
     * All rings, the outer one first.
     *
     * @return 1 + number of holes rings
     */
    public List<List<Point>> rings() {
        List<List<Point>> rings = new ArrayList<>();
        rings.add(outer);
        rings.addAll(holes);
        return rings;
    }

    /**
     * Enclosed surface, holes taken out.
     *
     * @return number of pixels of the region
     */
    public long area() {
        return (long) rings().stream().mapToDouble(Outline::signedArea).sum();
    }

    /** Shoelace formula: positive for clockwise rings (y down). */
    static double signedArea(List<Point> ring) {
        double twice = 0;
        for (int i = 0; i < ring.size(); i++) {
            Point a = ring.get(i);
            Point b = ring.get((i + 1) % ring.size());
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return twice / 2;
    }
}
