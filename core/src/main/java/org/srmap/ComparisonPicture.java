package org.srmap;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.srmap.draw.ComparisonPanel;
import org.srmap.draw.MapStyle;

/** Draws one photo through several models or presets, side by side. */
public final class ComparisonPicture {
    private ComparisonPicture() {}

    /**
     * The figure.
     *
     * @param title of the figure, such as the photo's name
     * @param photo the upright photo
     * @param names what the model of each explanation is called
     * @param all explanations of this photo, in order
     * @param facts lines below the photo
     */
    public static BufferedImage of(
            String title,
            BufferedImage photo,
            List<String> names,
            List<Explanation> all,
            List<String> facts,
            MapStyle style) {
        List<ComparisonPanel.Variant> variants = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Explanation e = all.get(i);
            variants.add(
                    new ComparisonPanel.Variant(names.get(i), ExplanationPicture.content(e, photo, style), scores(e)));
        }
        String footer = String.format(
                Locale.ROOT,
                "%s · srmap %s",
                all.get(0).source(),
                all.get(0).provenance().srmap());
        return ComparisonPanel.draw(variants, new ComparisonPanel.Words(title, facts, footer));
    }

    /** The best classes, with the explained one in any case. */
    private static List<ComparisonPanel.Score> scores(Explanation e) {
        int target = e.target().index();
        boolean listed = e.top().stream().limit(3).anyMatch(s -> s.index() == target);
        Stream<ClassScore> shown = listed
                ? e.top().stream().limit(3)
                : Stream.concat(e.top().stream().limit(2), Stream.of(e.target()));
        return shown.map(s -> new ComparisonPanel.Score(s.label(), s.probability(), s.index() == target))
                .toList();
    }
}
