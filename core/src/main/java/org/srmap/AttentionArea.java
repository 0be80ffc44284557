package org.srmap;

import java.util.ArrayList;
import java.util.List;
import org.srmap.image.Geometry;
import org.srmap.map.Box;
import org.srmap.map.Point;
import org.srmap.saliency.AttentionAreas;

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
        for (List<Point> ring : area.outline().rings()) {
            rings.add(ring.stream().map(geometry::toPhoto).toList());
        }
        return new AttentionArea(
                rings,
                geometry.toPhoto(area.box()),
                geometry.toPhoto(area.centroid()),
                geometry.toPhoto(area.focus()),
                area.share(),
                area.relevanceShare(),
                area.meanSaliency(),
                area);
    }
}
