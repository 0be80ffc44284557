package org.srmap.web;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Blurs a picture: three box blurs, which come close to a Gaussian. */
final class Blur {
    private static final int PASSES = 3;

    private Blur() {}

    /**
     * A blurred copy; the border goes on beyond the edge.
     *
     * @param image of TYPE_INT_RGB
     * @param sigma of the Gaussian in pixels
     */
    static BufferedImage of(BufferedImage image, double sigma) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] from =
                ((DataBufferInt) image.getRaster().getDataBuffer()).getData().clone();
        int[] to = new int[from.length];
        int radius = Math.max(1, (int) Math.round(sigma)); // three boxes of 2r+1: variance r(r+1)
        for (int pass = 0; pass < PASSES; pass++) {
            for (int y = 0; y < height; y++) {
                line(from, to, y * width, 1, width, radius);
            }
            for (int x = 0; x < width; x++) {
                line(to, from, x, width, height, radius);
            }
        }
        BufferedImage blurred = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        System.arraycopy(from, 0, ((DataBufferInt) blurred.getRaster().getDataBuffer()).getData(), 0, from.length);
        return blurred;
    }

    private static void line(int[] from, int[] to, int start, int step, int count, int radius) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = -radius; i <= radius; i++) {
            int rgb = from[start + step * Math.min(count - 1, Math.max(0, i))];
            red += rgb >> 16 & 0xff;
            green += rgb >> 8 & 0xff;
            blue += rgb & 0xff;
        }
        int size = 2 * radius + 1;
        for (int i = 0; i < count; i++) {
            to[start + step * i] = red / size << 16 | green / size << 8 | blue / size;
            int in = from[start + step * Math.min(count - 1, i + radius + 1)];
            int out = from[start + step * Math.max(0, i - radius)];
            red += (in >> 16 & 0xff) - (out >> 16 & 0xff);
            green += (in >> 8 & 0xff) - (out >> 8 & 0xff);
            blue += (in & 0xff) - (out & 0xff);
        }
    }
}
