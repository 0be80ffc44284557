package org.srmap.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.srmap.image.Photo;

/**
 * A change of a region of a photo: what would the network say if this were not there?
 *
 * @param kind what happens to the region
 * @param colour 0xRRGGBB, for {@link Kind#PAINT}
 * @param region a closed polygon x0, y0, x1, y1, ... in pixels of the upright photo
 */
record Edit(Kind kind, int colour, List<Double> region) {
    private static final int MOST_EDITS = 32;
    private static final int MOST_NUMBERS = 4000;
    /** The blur hides what is smaller than this share of the shorter side. */
    private static final double BLUR = 0.04;

    /** What happens to the region. */
    enum Kind {
        /** It gets the mean colour of the photo. */
        ERASE,
        /** It loses its detail. */
        BLUR,
        /** It gets a colour. */
        PAINT
    }

    Edit {
        region = List.copyOf(region);
    }

    /**
     * Reads edits such as {@code [{"kind": "erase", "region": [x0, y0, x1, y1, ...]}, {"kind": "paint", "colour":
     * "#ff0000", "region": [...]}]}.
     *
     * @throws Refusal when they are no such
     */
    static List<Edit> read(JsonNode json) {
        if (!json.isArray() || json.size() > MOST_EDITS) {
            throw new Refusal(400, "edits: a list of at most " + MOST_EDITS + " is needed");
        }
        List<Edit> edits = new ArrayList<>();
        json.forEach(one -> edits.add(one(one)));
        return List.copyOf(edits);
    }

    private static Edit one(JsonNode json) {
        String kind = json.path("kind").asText();
        if (!List.of("erase", "blur", "paint").contains(kind)) {
            throw new Refusal(400, "edits: kind must be erase, blur or paint");
        }
        String colour = json.path("colour").asText("#808080");
        if (!colour.matches("#[0-9a-fA-F]{6}")) {
            throw new Refusal(400, "edits: a colour is written #rrggbb");
        }
        JsonNode numbers = json.path("region");
        if (!numbers.isArray() || numbers.size() < 6 || numbers.size() > MOST_NUMBERS || numbers.size() % 2 != 0) {
            throw new Refusal(
                    400,
                    "edits: region is a polygon [x0, y0, x1, y1, x2, y2, ...] of 3 to " + MOST_NUMBERS / 2
                            + " points in pixels of the photo");
        }
        List<Double> region = new ArrayList<>();
        for (JsonNode number : numbers) {
            double value = number.asDouble(Double.NaN);
            if (!number.isNumber() || !(Math.abs(value) <= 1e6)) {
                throw new Refusal(400, "edits: a region consists of numbers up to 1000000");
            }
            region.add(value);
        }
        return new Edit(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), Integer.parseInt(colour.substring(1), 16), region);
    }

    /** The photo after the change. */
    Photo apply(Photo photo) {
        BufferedImage image = photo.toImage();
        BufferedImage changed = kind == Kind.BLUR
                ? Blur.of(image, BLUR * Math.min(image.getWidth(), image.getHeight()))
                : plain(image, kind == Kind.PAINT ? colour : mean(photo));
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setClip(shape());
            graphics.drawImage(changed, 0, 0, null);
        } finally {
            graphics.dispose();
        }
        return Photo.of(image, photo.name());
    }

    private Shape shape() {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        path.moveTo(region.get(0), region.get(1));
        for (int i = 2; i < region.size(); i += 2) {
            path.lineTo(region.get(i), region.get(i + 1));
        }
        path.closePath();
        return path;
    }

    private static BufferedImage plain(BufferedImage like, int colour) {
        BufferedImage image = new BufferedImage(like.getWidth(), like.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(colour));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
        return image;
    }

    private static int mean(Photo photo) {
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                int rgb = photo.rgb(x, y);
                red += rgb >> 16 & 0xff;
                green += rgb >> 8 & 0xff;
                blue += rgb & 0xff;
            }
        }
        long pixels = (long) photo.width() * photo.height();
        return (int) (red / pixels << 16 | green / pixels << 8 | blue / pixels);
    }
}
