package org.srmap;

import java.util.ArrayList;
import java.util.List;
import org.srmap.image.Box;
import org.srmap.image.Geometry;
import org.srmap.image.Point;
import org.srmap.saliency.AttentionAreas;
import org.srmap.saliency.Outline;

/**
 * A connected region of the SR map above the threshold, in coordinates of the upright photo (pixels, from the upper
 * left corner); {@link #inInput} has the coordinates of the model's input.
 *
 * @param outline closed rings, the outer one first, then holes
 * @param box smallest box around it
 * @param centroid its centre
 * @param focus where the SR map is largest
 * @param share of the picture that the model sees, 0 to 1
 * @param relevanceShare of the positive relevance, 0 to 1
 * @param meanSaliency mean SR value, 0 to 1
 * @param inInput the same area in pixels of the model's input
 */
public record AttentionArea(
        List<List<Point>> outline,
        Box box,
        Point centroid,
        Point focus,
        double share,
        double relevanceShare,
        double meanSaliency,
        AttentionAreas.Area inInput) {

    public AttentionArea {
        outline = outline.stream().map(List::copyOf).toList();
    }

    static AttentionArea of(AttentionAreas.Area area, Geometry geometry) {
        List<List<Point>> rings = new ArrayList<>();
        for (List<Outline.Corner> ring : area.outline().rings()) {
            rings.add(ring.stream().map(c -> geometry.toPhoto(c.x(), c.y())).toList());
        }
        AttentionAreas.Box b = area.box();
        Point corner = geometry.toPhoto(b.x(), b.y());
        Point opposite = geometry.toPhoto(b.x() + b.width(), b.y() + b.height());
        return new AttentionArea(
                rings,
                new Box(corner.x(), corner.y(), opposite.x(), opposite.y()),
                geometry.toPhoto(area.centroid().x(), area.centroid().y()),
                geometry.toPhoto(area.focus().x(), area.focus().y()),
                area.share(),
                area.relevanceShare(),
                area.meanSaliency(),
                area);
    }
}
