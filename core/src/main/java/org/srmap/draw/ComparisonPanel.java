package org.srmap.draw;

import java.awt.Color;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.srmap.draw.Panel.CellPlace;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.map.Size;

/**
 * One photo through several models or presets: a column for each, below each other its best classes, attention areas,
 * SR map and relevance. The photo stands at the left. More columns than fit side by side go on below.
 */
public final class ComparisonPanel {
    /** Width of the figure in pixels. */
    public static final int WIDTH = Panel.WIDTH;

    private static final int MARGIN = 36;
    private static final int GAP = 28;
    private static final int TITLE_HEIGHT = 34;
    private static final int HEADER_HEIGHT = 170;
    private static final int HEADLINE_HEIGHT = 92;
    private static final int BOTTOM = 56;
    private static final int MOST_COLUMNS = 4;
    private static final int MAX_PICTURE_HEIGHT = 460;
    private static final Color BAR = new Color(0xd0d7de);
    private static final Color CHOSEN = new Color(0x54aeff);

    /**
     * A column.
     *
     * @param name of the model
     * @param content the maps; its words name the class that is explained and the preset
     * @param top best classes, best first
     */
    public record Variant(String name, Panel.Content content, List<Score> top) {
        public Variant {
            top = List.copyOf(top);
        }
    }

    /**
     * A class with its probability.
     *
     * @param probability 0 to 1
     * @param explained whether the maps are about this class
     */
    public record Score(String name, double probability, boolean explained) {}

    /**
     * Texts that concern the whole figure; each is shortened where it does not fit.
     *
     * @param title of the figure
     * @param facts lines below the photo
     * @param footer where it comes from
     */
    public record Words(String title, List<String> facts, String footer) {
        public Words {
            facts = List.copyOf(facts);
        }
    }

    private interface Painter {
        void paint(Canvas canvas, Variant variant, CellPlace place);
    }

    private record Row(String title, Painter painter) {}

    private ComparisonPanel() {}

    /**
     * Draws the figure.
     *
     * @param variants all of the same photo, at least one
     * @return TYPE_INT_RGB, {@link #WIDTH} pixels wide
     */
    public static BufferedImage draw(List<Variant> variants, Words words) {
        int blocks = (variants.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
        int columns = (variants.size() + blocks - 1) / blocks;
        int cellWidth = (WIDTH - 2 * MARGIN - columns * GAP) / (columns + 1);
        Size size = PanelPictures.fit(variants.get(0).content().photo(), cellWidth, MAX_PICTURE_HEIGHT);
        List<Row> rows = rows(variants);
        int blockHeight = HEADER_HEIGHT + rows.size() * rowHeight(size);
        Canvas canvas = new Canvas(WIDTH, HEADLINE_HEIGHT + blocks * blockHeight + (blocks - 1) * GAP + BOTTOM);
        canvas.textFitted(Typeface.BOLD, words.title(), MARGIN, 62, 34, WIDTH - 2.0 * MARGIN, Panel.INK);
        for (int block = 0; block < blocks; block++) {
            int top = HEADLINE_HEIGHT + block * (blockHeight + GAP);
            if (block == 0) {
                photo(canvas, variants.get(0), words, new CellPlace(MARGIN, top, cellWidth, size));
            }
            int end = Math.min(variants.size(), (block + 1) * columns);
            for (int i = block * columns; i < end; i++) {
                int x = MARGIN + (i - block * columns + 1) * (cellWidth + GAP);
                column(canvas, variants.get(i), rows, new CellPlace(x, top, cellWidth, size));
            }
        }
        PanelText.footer(canvas, words.footer(), MARGIN, canvas.height(), WIDTH - 2 * MARGIN);
        return canvas.finish();
    }

    private static int rowHeight(Size size) {
        return TITLE_HEIGHT + size.height() + ColourBar.HEIGHT;
    }

    private static List<Row> rows(List<Variant> variants) {
        List<Row> rows = new ArrayList<>();
        if (variants.stream().allMatch(v -> v.content().salient() != null)) {
            rows.add(new Row("Attention areas", ComparisonPanel::areas));
            rows.add(new Row("Salient relevance", ComparisonPanel::salient));
        }
        rows.add(new Row("Relevance", (canvas, v, place) -> {
            Panel.Content content = v.content();
            MapStyle style = content.style();
            ColourBar bar = new ColourBar(
                    style.colours(), style.scale(content.relevance().values()));
            map(canvas, v, content.relevance(), bar, place);
        }));
        return rows;
    }

    private static void photo(Canvas canvas, Variant first, Words words, CellPlace place) {
        int y = place.y() + HEADER_HEIGHT;
        canvas.text(Typeface.BOLD, "Photo", place.x(), y + 21.0, 20, Panel.INK);
        PanelPictures.plain(canvas, first.content().photo(), place.x(), y + TITLE_HEIGHT, place.size());
        double at = y + TITLE_HEIGHT + place.size().height() + 36.0;
        for (String fact : words.facts()) {
            canvas.textFitted(Typeface.REGULAR, fact, place.x(), at, 16, place.width(), Panel.FAINT_INK);
            at += 25;
        }
    }

    private static void column(Canvas canvas, Variant variant, List<Row> rows, CellPlace place) {
        header(canvas, variant, place);
        int y = place.y() + HEADER_HEIGHT;
        for (Row row : rows) {
            canvas.textFitted(Typeface.BOLD, row.title(), place.x(), y + 21.0, 20, place.width(), Panel.INK);
            CellPlace at = new CellPlace(place.x(), y + TITLE_HEIGHT, place.width(), place.size());
            row.painter().paint(canvas, variant, at);
            y += rowHeight(place.size());
        }
    }

    /** Name and preset of a variant, and its best classes as bars. */
    private static void header(Canvas canvas, Variant variant, CellPlace place) {
        int x = place.x();
        int width = place.width();
        canvas.textFitted(Typeface.BOLD, variant.name(), x, place.y() + 24.0, 24, width, Panel.INK);
        String preset = variant.content().words().preset();
        canvas.textFitted(Typeface.REGULAR, preset, x, place.y() + 50.0, 16, width, Panel.FAINT_INK);
        int y = place.y() + 64;
        for (Score score : variant.top().stream().limit(3).toList()) {
            double length = Math.max(2, width * score.probability());
            canvas.fill(new RoundRectangle2D.Double(x, y + 20.0, width, 4, 4, 4), new Color(0xf0f2f5));
            canvas.fill(new RoundRectangle2D.Double(x, y + 20.0, length, 4, 4, 4), score.explained() ? CHOSEN : BAR);
            String percent = PanelText.percent(score.probability());
            double percentWidth = Typeface.REGULAR.width(percent, 16);
            Typeface face = score.explained() ? Typeface.BOLD : Typeface.REGULAR;
            canvas.textFitted(face, score.name(), x, y + 14.0, 16, width - percentWidth - 12, Panel.INK);
            canvas.text(Typeface.REGULAR, percent, x + width - percentWidth, y + 14.0, 16, Panel.FAINT_INK);
            y += 32;
        }
    }

    private static void areas(Canvas canvas, Variant variant, CellPlace place) {
        Panel.Content content = variant.content();
        PanelPictures.areas(canvas, content, place.x(), place.y(), place);
        String note = content.areas().isEmpty()
                ? "no area above the threshold"
                : content.words().areasNote();
        int below = place.y() + place.size().height() + 28;
        canvas.textFitted(Typeface.REGULAR, note, place.x(), below, 16, place.width(), Panel.FAINT_INK);
    }

    private static void salient(Canvas canvas, Variant variant, CellPlace place) {
        PixelMap salient = variant.content().salient();
        if (salient != null) {
            map(canvas, variant, salient, new ColourBar(ColorMap.INFERNO, MapScale.unit()), place);
        }
    }

    private static void map(Canvas canvas, Variant variant, PixelMap map, ColourBar bar, CellPlace place) {
        Geometry geometry = variant.content().geometry();
        Size size = place.size();
        BufferedImage picture = MapPicture.paint(map, geometry, size, bar.colours(), bar.scale());
        PanelPictures.map(canvas, picture, geometry, place.x(), place.y());
        int width = Math.min(place.width(), Math.max(size.width(), 230));
        bar.draw(canvas, place.x(), place.y() + size.height(), width);
    }
}
