package org.srmap.draw;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.map.Point;
import org.srmap.map.Size;

/**
 * The figure for a paper: photo, relevance, SR map and attention areas side by side, with colour bars, a headline and a
 * line about where it all comes from.
 *
 * <p>1600 pixels wide and readable at 1200. Four pictures in a row; wide photos get two rows or four, so that they do not
 * become stripes. All maps are drawn in the place and resolution of the photo; what the network did not see is hatched.
 */
public final class Panel {
    /** Width of the figure in pixels. */
    public static final int WIDTH = 1600;

    private static final int MARGIN = 36;
    private static final int GAP = 28;
    private static final int TITLE_HEIGHT = 34;
    private static final int MAX_PICTURE_HEIGHT = 560;
    private static final int MIN_CELL_HEIGHT = 40;
    private static final int MIN_BAR_WIDTH = 230;

    static final Color INK = new Color(0x1b1f24);
    static final Color FAINT_INK = new Color(0x57606a);

    /**
     * One attention area.
     *
     * @param rings closed outlines in upright photo coordinates, without a repeated last point; a ring inside of another
     *     one is a hole
     * @param label short text such as {@code "1  61 %"}; empty for none
     */
    public record Area(List<List<Point>> rings, String label) {
        /** Copies the lists. */
        public Area {
            rings = rings.stream().map(List::copyOf).toList();
        }
    }

    /**
     * What is drawn.
     *
     * @param photo the upright photo
     * @param geometry where the maps lie in it
     * @param relevance signed, summed over the channels, of the size of the network's input
     * @param salient SR map in [0, 1], same size; null draws photo and relevance only
     * @param areas attention areas, most important first
     * @param words all texts
     * @param style colours and scale of the relevance
     */
    public record Content(
            BufferedImage photo,
            Geometry geometry,
            PixelMap relevance,
            @Nullable PixelMap salient,
            List<Area> areas,
            Words words,
            MapStyle style) {
        /** With the usual colours and scale. */
        public Content(
                BufferedImage photo,
                Geometry geometry,
                PixelMap relevance,
                @Nullable PixelMap salient,
                List<Area> areas,
                Words words) {
            this(photo, geometry, relevance, salient, areas, words, MapStyle.usual());
        }

        /** Checks that photo and maps fit the geometry. */
        public Content {
            areas = List.copyOf(areas);
            if (photo.getWidth() != geometry.photoWidth() || photo.getHeight() != geometry.photoHeight()) {
                throw new IllegalArgumentException("the photo has " + photo.getWidth() + "x" + photo.getHeight()
                        + " pixels, its geometry says " + geometry.photoWidth() + "x" + geometry.photoHeight());
            }
            MapPicture.requireFitting(relevance, geometry);
            if (salient != null) {
                MapPicture.requireFitting(salient, geometry);
            }
        }
    }

    /**
     * The texts; each is shortened where it does not fit.
     *
     * @param className name of the explained class
     * @param probability its probability, 0 to 1; NaN when there is none
     * @param preset name of the relevance rules
     * @param areasNote what the numbers of the areas mean; may be empty
     * @param footer provenance: model, preprocessing, versions
     */
    public record Words(String className, double probability, String preset, String areasNote, String footer) {}

    private Panel() {}

    /**
     * Draws the figure.
     *
     * @return TYPE_INT_RGB, {@link #WIDTH} pixels wide
     */
    public static BufferedImage draw(Content content) {
        List<Cell> cells = cells(content);
        int columns = columns(content, cells.size());
        int cellWidth = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns;
        Size size = PanelPictures.fit(content.photo(), cellWidth, MAX_PICTURE_HEIGHT);
        int cellHeight = TITLE_HEIGHT + Math.max(size.height(), MIN_CELL_HEIGHT) + ColourBar.HEIGHT;
        int rows = (cells.size() + columns - 1) / columns;
        int top = PanelText.HEADLINE_HEIGHT + MARGIN;
        int height = top + rows * cellHeight + (rows - 1) * GAP + PanelText.FOOTER_HEIGHT;

        Canvas canvas = new Canvas(WIDTH, height);
        PanelText.headline(canvas, content.words(), MARGIN, WIDTH - 2 * MARGIN);
        for (int i = 0; i < cells.size(); i++) {
            int x = MARGIN + (i % columns) * (cellWidth + GAP);
            int y = top + Math.floorDiv(i, columns) * (cellHeight + GAP);
            drawCell(canvas, cells.get(i), new CellPlace(x, y, cellWidth, size));
        }
        PanelText.footer(canvas, content.words().footer(), MARGIN, height, WIDTH - 2 * MARGIN);
        return canvas.finish();
    }

    /** Corner and width of a cell, and the size of the picture in it. */
    record CellPlace(int x, int y, int width, Size size) {}

    /** One picture with its title, and a colour bar or a note below. */
    private record Cell(
            String title, Painter painter, @Nullable ColourBar bar, String note) {}

    private interface Painter {
        /** Paints with the picture's corner at (x, y). */
        void paint(Canvas canvas, int x, int y, CellPlace place);
    }

    private static List<Cell> cells(Content content) {
        Geometry geometry = content.geometry();
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(
                "Photo", (canvas, x, y, place) -> PanelPictures.photo(canvas, content, x, y, place.size()), null, ""));

        MapStyle style = content.style();
        ColourBar bar =
                new ColourBar(style.colours(), style.scale(content.relevance().values()));
        cells.add(mapCell("Relevance", content.relevance(), geometry, bar));

        PixelMap salient = content.salient();
        if (salient == null) {
            return cells;
        }
        ColourBar unit = new ColourBar(ColorMap.INFERNO, MapScale.unit());
        cells.add(mapCell("Salient relevance", salient, geometry, unit));
        String note = content.areas().isEmpty()
                ? "no area above the threshold"
                : content.words().areasNote();
        cells.add(new Cell(
                "Attention areas",
                (canvas, x, y, place) -> PanelPictures.areas(canvas, content, x, y, place),
                null,
                note));
        return cells;
    }

    private static Cell mapCell(String title, PixelMap map, Geometry geometry, ColourBar bar) {
        Painter painter = (canvas, x, y, place) -> {
            BufferedImage picture = MapPicture.paint(map, geometry, place.size(), bar.colours(), bar.scale());
            PanelPictures.map(canvas, picture, geometry, x, y);
        };
        return new Cell(title, painter, bar, "");
    }

    private static int columns(Content content, int cells) {
        double aspect = (double) content.photo().getWidth() / content.photo().getHeight();
        return Math.min(cells, aspect > 6 ? 1 : aspect > 2 ? 2 : 4);
    }

    private static void drawCell(Canvas canvas, Cell cell, CellPlace place) {
        Size size = place.size();
        int x = place.x();
        int room = Math.max(size.height(), MIN_CELL_HEIGHT);
        int y = place.y() + TITLE_HEIGHT + (room - size.height()) / 2;
        canvas.textFitted(Typeface.BOLD, cell.title(), place.x(), place.y() + 21, 20, place.width(), INK);
        cell.painter().paint(canvas, x, y, place);
        int below = place.y() + TITLE_HEIGHT + room;
        ColourBar bar = cell.bar();
        if (bar != null) {
            bar.draw(canvas, place.x(), below, Math.min(place.width(), Math.max(size.width(), MIN_BAR_WIDTH)));
        } else {
            canvas.textFitted(Typeface.REGULAR, cell.note(), place.x(), below + 28, 16, place.width(), FAINT_INK);
        }
    }
}
