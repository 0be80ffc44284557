package org.srmap;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.srmap.image.Panel;

/** Draws an explanation: photo, relevance, SR map, attention areas. */
public final class ExplanationPicture {
    private ExplanationPicture() {}

    /**
     * The panel picture.
     *
     * @param photo the upright photo, or the picture of the tensor
     */
    public static BufferedImage panel(Explanation e, BufferedImage photo) {
        List<Panel.Area> areas = new ArrayList<>();
        SalientRelevance salient = e.salient();
        if (salient != null) {
            int number = 1;
            for (AttentionArea area : salient.areas()) {
                String label = String.format(Locale.ROOT, "%d  %.0f %%", number++, 100 * area.relevanceShare());
                areas.add(new Panel.Area(area.outline(), label));
            }
        }
        Panel.Words words = new Panel.Words(
                e.target().label(),
                e.target().probability(),
                e.provenance().preset(),
                areas.isEmpty() ? "" : "share of the positive relevance",
                footer(e));
        float[] map = salient == null ? new float[0] : salient.map();
        return Panel.draw(new Panel.Content(photo, e.geometry(), e.relevancePerPixel(), map, areas, words));
    }

    private static String footer(Explanation e) {
        Provenance p = e.provenance();
        return String.format(
                Locale.ROOT,
                "%s · model %s (%s) · initial relevance: %s %.4g, conserved %.1f %% · srmap %s",
                e.source(),
                p.model(),
                p.sha256().isEmpty() ? "no file" : p.sha256().substring(0, 8),
                p.initial(),
                e.conservation().initial(),
                e.conservation().initial() == 0
                        ? 0
                        : 100 * e.conservation().input() / e.conservation().initial(),
                p.srmap());
    }
}
