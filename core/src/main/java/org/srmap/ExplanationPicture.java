package org.srmap;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.srmap.draw.MapStyle;
import org.srmap.draw.Panel;
import org.srmap.map.PixelMap;

/** Draws an explanation: photo, relevance, SR map, attention areas. */
public final class ExplanationPicture {
    private ExplanationPicture() {}

    /**
     * The panel picture.
     *
     * @param photo the upright photo, or the picture of the tensor
     */
    public static BufferedImage panel(Explanation e, BufferedImage photo) {
        return panel(e, photo, MapStyle.usual());
    }

    /** The panel picture with other colours or another scale of the relevance. */
    public static BufferedImage panel(Explanation e, BufferedImage photo, MapStyle style) {
        return Panel.draw(content(e, photo, style));
    }

    /** What is drawn of an explanation. */
    static Panel.Content content(Explanation e, BufferedImage photo, MapStyle style) {
        SalientRelevance salient = e.salient();
        List<Panel.Area> areas = salient == null ? List.of() : areas(salient);
        Panel.Words words = new Panel.Words(
                e.target().label(),
                e.target().probability(),
                e.provenance().preset(),
                areas.isEmpty() ? "" : "share of the positive relevance",
                footer(e));
        PixelMap map = salient == null ? null : salient.map();
        return new Panel.Content(photo, e.geometry(), e.relevance().perPixel(), map, areas, words, style);
    }

    /** Attention areas as the panel draws them, numbered, with their shares of the positive relevance. */
    public static List<Panel.Area> areas(SalientRelevance salient) {
        List<Panel.Area> areas = new ArrayList<>();
        int number = 1;
        for (AttentionArea area : salient.areas()) {
            String label = String.format(Locale.ROOT, "%d  %.0f %%", number++, 100 * area.relevanceShare());
            boolean says = 100 * area.relevanceShare() >= 0.5; // "0 %" would only clutter the picture
            areas.add(new Panel.Area(area.outline(), says ? label : ""));
        }
        return areas;
    }

    private static String footer(Explanation e) {
        Provenance p = e.provenance();
        return String.format(
                Locale.ROOT,
                "%s · model %s (%s)%s · srmap %s",
                e.source(),
                p.model(),
                p.sha256().isEmpty() ? "no file" : p.sha256().substring(0, 8),
                sums(e),
                p.srmap());
    }

    /** Where relevance started and how much of it arrived; empty for methods that distribute nothing. */
    private static String sums(Explanation e) {
        Conservation c = e.conservation();
        String initial = e.provenance().initial();
        if (Double.isNaN(c.initial())) {
            return "";
        }
        String start = String.format(Locale.ROOT, " · initial relevance: %s %.4g", initial, c.initial());
        return start
                + (Double.isNaN(c.ratio()) ? "" : String.format(Locale.ROOT, ", conserved %.1f %%", 100 * c.ratio()));
    }
}
