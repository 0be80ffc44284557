package org.srmap.saliency;

import java.util.ArrayList;
import java.util.List;

/**
 * The border of a region along the edges of its pixels: pixel (row y, column x) is the unit square from (x, y) to
 * (x + 1, y + 1), y pointing down.
 *
 * <p>The outer ring runs clockwise as seen on the screen, holes run the other way, so both the even-odd and the nonzero
 * rule fill exactly the region's pixels. Regions are 8-connected and holes 4-connected: where two pixels touch at a
 * corner, the outer ring passes the corner twice.
 *
 * @param outer corners of the outer ring; the last is joined to the first
 * @param holes rings around what lies inside but does not belong to the region
 */
public record Outline(List<Corner> outer, List<List<Corner>> holes) {

    /**
     * A corner of a pixel.
     *
     * @param x from 0 at the left edge of the picture to its width
     * @param y from 0 at the top edge of the picture to its height
     */
    public record Corner(int x, int y) {}

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
    public List<List<Corner>> rings() {
        List<List<Corner>> rings = new ArrayList<>();
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
        return rings().stream().mapToLong(Outline::signedArea).sum();
    }

    /**
     * The outline as the {@code d} attribute of an SVG path, in pixels.
     *
     * @return one {@code M ... Z} part per ring, like {@code M0 0H4V3H0Z}
     */
    public String svgPath() {
        StringBuilder path = new StringBuilder();
        for (List<Corner> ring : rings()) {
            Corner last = ring.get(0);
            path.append('M').append(last.x()).append(' ').append(last.y());
            for (Corner corner : ring.subList(1, ring.size())) {
                boolean across = corner.y() == last.y();
                path.append(across ? 'H' : 'V').append(across ? corner.x() : corner.y());
                last = corner;
            }
            path.append('Z');
        }
        return path.toString();
    }

    /** Shoelace formula: positive for clockwise rings (y down). */
    static long signedArea(List<Corner> ring) {
        long twice = 0;
        for (int i = 0; i < ring.size(); i++) {
            Corner a = ring.get(i);
            Corner b = ring.get((i + 1) % ring.size());
            twice += (long) a.x() * b.y() - (long) b.x() * a.y();
        }
        return twice / 2;
    }
}
