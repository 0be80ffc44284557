package org.srmap.saliency;

import java.util.List;
import java.util.Locale;
import org.srmap.map.Point;
import org.srmap.map.Size;
import org.srmap.saliency.AttentionAreas.Area;

/** Says in words where the network looked. */
public final class AttentionWords {
    /** Areas that cover this share of the picture lie everywhere. */
    private static final double EVERYWHERE = 0.6;

    private static final String[][] PLACES = {
        {"the upper left", "the top", "the upper right"},
        {"the left", "the centre", "the right"},
        {"the lower left", "the bottom", "the lower right"}
    };

    private AttentionWords() {}

    /**
     * One line about the attention areas, such as "looked mostly at the upper left: 3 areas, 61 % of the positive
     * relevance in 8 % of the picture".
     *
     * @param areas as {@link AttentionAreas#find} gives them
     * @param picture its size
     * @return one line without a full stop
     */
    public static String describe(List<Area> areas, Size picture) {
        if (areas.isEmpty()) {
            return "no attention area: the SR map is zero, or nothing in it stands out over a large enough part";
        }
        double share = areas.stream().mapToDouble(Area::share).sum();
        double relevance = areas.stream().mapToDouble(Area::relevanceShare).sum();
        return where(areas, picture, share, relevance) + ": " + areas.size()
                + (areas.size() == 1 ? " area, " : " areas, ") + percent(relevance) + " of the positive relevance in "
                + percent(share) + " of the picture";
    }

    private static String where(List<Area> areas, Size picture, double share, double relevance) {
        if (share >= EVERYWHERE) {
            return "looked all over the picture";
        }
        Point centre = centroid(areas);
        boolean touched = areas.stream()
                .anyMatch(a -> place(a.relevanceCentroid(), picture).equals(place(centre, picture))
                        || a.box().contains(centre.x(), centre.y()));
        if (!touched) {
            return "looked at several places, most at " + place(areas.get(0).relevanceCentroid(), picture);
        }
        return (relevance >= 0.5 ? "looked mostly at " : "looked most at ") + place(centre, picture);
    }

    /** Mean of the areas' centroids, weighted with their relevance, or with their size where there is none. */
    private static Point centroid(List<Area> areas) {
        double x = 0;
        double y = 0;
        double sum = 0;
        boolean weighted = areas.stream().anyMatch(a -> a.relevanceShare() > 0);
        for (Area area : areas) {
            double weight = weighted ? area.relevanceShare() : area.share();
            x += weight * area.relevanceCentroid().x();
            y += weight * area.relevanceCentroid().y();
            sum += weight;
        }
        return new Point(x / sum, y / sum);
    }

    /** The name of the ninth of the picture that holds a position. */
    static String place(Point position, Size picture) {
        int row = Math.max(0, Math.min(2, (int) (3 * position.y() / picture.height())));
        int column = Math.max(0, Math.min(2, (int) (3 * position.x() / picture.width())));
        return PLACES[row][column];
    }

    private static String percent(double share) {
        long rounded = Math.round(100 * share);
        return rounded == 0 && share > 0 ? "less than 1 %" : String.format(Locale.ROOT, "%d %%", rounded);
    }
}
