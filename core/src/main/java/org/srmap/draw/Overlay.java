package org.srmap.draw;

import java.awt.image.BufferedImage;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.map.Size;

/** An SR map as heat over its photo. */
public final class Overlay {
    private Overlay() {}

    /**
     * Blends the map over the photo; the stronger the map, the less of the photo shines through. Where the map is zero,
     * and outside of what the network saw, the photo is unchanged.
     *
     * @param salient values in [0, 1], one channel, of the size of the network's input
     * @param strength how much of the photo the value 1 hides, 0 to 1
     * @return a picture of the photo's size, TYPE_INT_RGB
     */
    public static BufferedImage heat(BufferedImage photo, PixelMap salient, Geometry geometry, double strength) {
        if (!(strength >= 0 && strength <= 1)) {
            throw new IllegalArgumentException("strength " + strength + ": must be 0 to 1");
        }
        int width = photo.getWidth();
        int height = photo.getHeight();
        Size size = new Size(height, width);
        BufferedImage heat = MapPicture.paint(salient, geometry, size, ColorMap.INFERNO, MapScale.unit());
        BufferedImage value = MapPicture.paint(salient, geometry, size, ColorMap.GRAY, MapScale.unit());
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int v = value.getRGB(x, y);
                double alpha = strength * (v >>> 24) * (v & 0xff) / (255.0 * 255.0);
                out.setRGB(x, y, mix(photo.getRGB(x, y), heat.getRGB(x, y), alpha));
            }
        }
        return out;
    }

    private static int mix(int below, int above, double alpha) {
        int rgb = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            double value = ((below >> shift) & 0xff) * (1 - alpha) + ((above >> shift) & 0xff) * alpha;
            rgb |= (int) Math.round(value) << shift;
        }
        return rgb;
    }
}
