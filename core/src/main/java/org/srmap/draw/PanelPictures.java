package org.srmap.draw;

import java.awt.Color;
import java.awt.geom.Area;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.List;
import org.srmap.draw.Panel.CellPlace;
import org.srmap.draw.Panel.Content;
import org.srmap.image.Geometry;
import org.srmap.image.RasterPixels;
import org.srmap.image.Resampler;
import org.srmap.map.Box;
import org.srmap.map.Point;
import org.srmap.map.Size;

/** The pictures inside of a panel. */
final class PanelPictures {
    static final Color FRAME = new Color(0xafb8c1);
    private static final Color UNSEEN = new Color(0xeef1f4);
    private static final Color HATCH = new Color(0xc9d1d9);
    private static final Color VEIL = new Color(255, 255, 255, 150);
    private static final Color SHADE = new Color(0, 0, 0, 115);
    private static final Color OUTLINE = new Color(0xffd21f);
    private static final Color HALO = new Color(0, 0, 0, 170);
    private static final Color LABEL_GROUND = new Color(0, 0, 0, 190);
    private static final double LABEL_SIZE = 16;

    private static final int MIN_THICKNESS = 12;

    private PanelPictures() {}

    /** As large as the room allows, in the proportions of the photo; the very thinnest are shown thicker than that. */
    static Size fit(BufferedImage photo, int maxWidth, int maxHeight) {
        double factor = Math.min((double) maxWidth / photo.getWidth(), (double) maxHeight / photo.getHeight());
        int width = (int) Math.max(MIN_THICKNESS, Math.round(photo.getWidth() * factor));
        int height = (int) Math.max(1, Math.round(photo.getHeight() * factor));
        return new Size(height, width);
    }

    /** The photo; what the network did not see is veiled and hatched. */
    static void photo(Canvas canvas, Content content, int x, int y, Size size) {
        canvas.picture(scaled(content.photo(), size), x, y);
        Area unseen = unseen(content.geometry(), x, y, size);
        canvas.fill(unseen, VEIL);
        hatch(canvas, unseen, new Color(0x57, 0x60, 0x6a, 120));
        frame(canvas, x, y, size.width(), size.height());
    }

    /** The photo by itself. */
    static void plain(Canvas canvas, BufferedImage photo, int x, int y, Size size) {
        canvas.picture(scaled(photo, size), x, y);
        frame(canvas, x, y, size.width(), size.height());
    }

    /** A painted map over a neutral ground. */
    static void map(Canvas canvas, BufferedImage map, Geometry geometry, int x, int y) {
        Size size = new Size(map.getHeight(), map.getWidth());
        Area unseen = unseen(geometry, x, y, size);
        canvas.fill(unseen, UNSEEN);
        hatch(canvas, unseen, HATCH);
        canvas.picture(map, x, y);
        frame(canvas, x, y, size.width(), size.height());
    }

    /** The photo with outlined areas; everything outside of them is shaded. */
    static void areas(Canvas canvas, Content content, int x, int y, CellPlace place) {
        Size size = place.size();
        canvas.picture(scaled(content.photo(), size), x, y);
        Rectangle2D whole = new Rectangle2D.Double(x, y, size.width(), size.height());
        double scaleX = (double) size.width() / content.geometry().photoWidth();
        double scaleY = (double) size.height() / content.geometry().photoHeight();
        List<Path2D> outlines = new ArrayList<>();
        Path2D shade = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        shade.append(whole, false);
        for (Panel.Area area : content.areas()) {
            Path2D outline = outline(area, x, y, scaleX, scaleY);
            outlines.add(outline);
            shade.append(outline, false); // areas do not overlap, so even-odd leaves them bright
        }
        canvas.clip(whole);
        canvas.fill(shade, SHADE);
        for (Path2D outline : outlines) {
            canvas.line(outline, 5, HALO);
            canvas.line(outline, 2.4f, OUTLINE);
        }
        canvas.unclip();
        hatch(canvas, unseen(content.geometry(), x, y, size), new Color(255, 255, 255, 70));
        labels(canvas, content.areas(), outlines, whole, x + place.width());
        frame(canvas, x, y, size.width(), size.height());
    }

    private static Path2D outline(Panel.Area area, int x, int y, double scaleX, double scaleY) {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (List<Point> ring : area.rings()) {
            for (int i = 0; i < ring.size(); i++) {
                double px = x + ring.get(i).x() * scaleX;
                double py = y + ring.get(i).y() * scaleY;
                if (i == 0) {
                    path.moveTo(px, py);
                } else {
                    path.lineTo(px, py);
                }
            }
            if (!ring.isEmpty()) {
                path.closePath();
            }
        }
        return path;
    }

    /**
     * Each label goes above, below or inside of its area, or beside a narrow picture, where it hides no other label;
     * without room it is left out.
     */
    private static void labels(
            Canvas canvas, List<Panel.Area> areas, List<Path2D> outlines, Rectangle2D whole, int right) {
        Rectangle2D room = new Rectangle2D.Double(whole.getX(), whole.getY(), right - whole.getX(), whole.getHeight());
        List<Rectangle2D> taken = new ArrayList<>();
        for (int i = 0; i < outlines.size(); i++) {
            if (areas.get(i).label().isEmpty()) {
                continue;
            }
            String label = Typeface.BOLD.fit(areas.get(i).label(), LABEL_SIZE, room.getWidth() - 30);
            Rectangle2D box = outlines.get(i).getBounds2D();
            double width = Typeface.BOLD.width(label, LABEL_SIZE) + 14;
            for (Rectangle2D spot : spots(box, whole, width, LABEL_SIZE + 8)) {
                if (room.contains(spot) && taken.stream().noneMatch(spot::intersects)) {
                    taken.add(spot);
                    canvas.fill(
                            new RoundRectangle2D.Double(spot.getX(), spot.getY(), width, spot.getHeight(), 8, 8),
                            LABEL_GROUND);
                    canvas.text(Typeface.BOLD, label, spot.getX() + 7, spot.getMaxY() - 7, LABEL_SIZE, OUTLINE);
                    break;
                }
            }
        }
    }

    /** Where a label may go, best first. */
    private static List<Rectangle2D> spots(Rectangle2D box, Rectangle2D whole, double width, double height) {
        double low = whole.getMinX() + 4;
        double high = Math.max(low, whole.getMaxX() - width - 4);
        double left = Math.max(low, Math.min(box.getMinX(), high));
        double right = Math.max(low, Math.min(box.getMaxX() - width, high));
        double beside = whole.getMaxX() + 8;
        double middle = box.getCenterY() - height / 2;
        double[][] corners = {
            {left, box.getMinY() - height - 5},
            {right, box.getMinY() - height - 5},
            {left, box.getMaxY() + 5},
            {right, box.getMaxY() + 5},
            {left, box.getMinY() + 5},
            {left, box.getMaxY() - height - 5},
            {beside, middle},
            {beside, middle + height + 4},
            {beside, middle - height - 4}
        };
        List<Rectangle2D> spots = new ArrayList<>();
        for (double[] corner : corners) {
            boolean inside = corner[0] >= beside || corner[0] + width <= whole.getMaxX();
            if (inside) {
                spots.add(new Rectangle2D.Double(corner[0], corner[1], width, height));
            }
        }
        return spots;
    }

    /** The part of the picture that the network did not see. */
    private static Area unseen(Geometry geometry, int x, int y, Size size) {
        double scaleX = (double) size.width() / geometry.photoWidth();
        double scaleY = (double) size.height() / geometry.photoHeight();
        Box seen = geometry.visible();
        Area area = new Area(new Rectangle2D.Double(x, y, size.width(), size.height()));
        area.subtract(new Area(new Rectangle2D.Double(
                x + Math.rint(seen.x0() * scaleX),
                y + Math.rint(seen.y0() * scaleY),
                Math.rint(seen.x1() * scaleX) - Math.rint(seen.x0() * scaleX),
                Math.rint(seen.y1() * scaleY) - Math.rint(seen.y0() * scaleY))));
        return area;
    }

    private static void hatch(Canvas canvas, Area area, Color colour) {
        if (area.isEmpty()) {
            return;
        }
        Rectangle2D box = area.getBounds2D();
        canvas.clip(area);
        for (double at = box.getMinX() - box.getHeight(); at < box.getMaxX(); at += 9) {
            canvas.line(new Line2D.Double(at, box.getMaxY(), at + box.getHeight(), box.getMinY()), 1, colour);
        }
        canvas.unclip();
    }

    private static void frame(Canvas canvas, int x, int y, int width, int height) {
        Area frame = new Area(new Rectangle2D.Double(x - 1, y - 1, width + 2, height + 2));
        frame.subtract(new Area(new Rectangle2D.Double(x, y, width, height)));
        canvas.fill(frame, FRAME);
    }

    private static BufferedImage scaled(BufferedImage photo, Size size) {
        int[] pixels = RasterPixels.rgb(photo);
        int[] resized = Resampler.resize(
                pixels,
                photo.getWidth(),
                photo.getHeight(),
                size.width(),
                size.height(),
                new Resampler.Window(0, 0, size.width(), size.height()));
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        System.arraycopy(resized, 0, ((DataBufferInt) image.getRaster().getDataBuffer()).getData(), 0, resized.length);
        return image;
    }
}
