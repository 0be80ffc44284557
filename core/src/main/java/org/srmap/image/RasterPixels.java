package org.srmap.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * From a decoded picture to 0xRRGGBB, straight from the stored numbers. {@code BufferedImage.getRGB} is avoided where it
 * would convert colour spaces: it brightens gray and applies embedded profiles.
 */
public final class RasterPixels {
    private RasterPixels() {}

    /**
     * All pixels row by row, transparency blended over white.
     *
     * @throws IllegalArgumentException for pixels that are not 8 or 16 bits of gray, RGB or CMYK
     */
    public static int[] rgb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] rgb = new int[Math.multiplyExact(width, height)];
        ColorModel model = image.getColorModel();
        if (model instanceof ComponentColorModel) {
            fromComponents(image, rgb);
        } else { // palettes and packed RGB, which have no profile
            for (int y = 0; y < height; y++) {
                image.getRGB(0, y, width, 1, rgb, y * width, width);
            }
            for (int i = 0; i < rgb.length; i++) {
                int argb = rgb[i];
                rgb[i] = overWhite((argb >> 16) & 0xff, (argb >> 8) & 0xff, argb & 0xff, argb >>> 24);
            }
        }
        return rgb;
    }

    private static void fromComponents(BufferedImage image, int[] rgb) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        int shift = bitsAbove8(raster);
        checkKind(model, colours);
        int width = image.getWidth();
        int[] row = new int[width * bands];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int i = 0; shift > 0 && i < row.length; i++) {
                row[i] = (row[i] + 128) / 257; // 65535 becomes 255
            }
            for (int x = 0, at = 0; x < width; x++, at += bands) {
                int alpha = bands > colours && model.hasAlpha() ? row[at + colours] : 255;
                rgb[y * width + x] = switch (colours) {
                    case 1 -> overWhite(row[at], row[at], row[at], alpha);
                    case 3 -> overWhite(row[at], row[at + 1], row[at + 2], alpha);
                    default ->
                        (fromInk(row[at], row[at + 3]) << 16)
                                | (fromInk(row[at + 1], row[at + 3]) << 8)
                                | fromInk(row[at + 2], row[at + 3]);
                };
            }
        }
    }

    private static int bitsAbove8(Raster raster) {
        return switch (raster.getTransferType()) {
            case DataBuffer.TYPE_BYTE -> 0;
            case DataBuffer.TYPE_USHORT -> 8;
            default ->
                throw new IllegalArgumentException(
                        "pixels are neither 8 nor 16 bit whole numbers; save the picture as 8-bit PNG");
        };
    }

    private static void checkKind(ColorModel model, int colours) {
        int type = model.getColorSpace().getType();
        boolean known = (colours == 1 && type == ColorSpace.TYPE_GRAY)
                || (colours == 3 && type == ColorSpace.TYPE_RGB)
                || (colours == 4 && type == ColorSpace.TYPE_CMYK);
        if (!known || model.isAlphaPremultiplied()) {
            throw new IllegalArgumentException(
                    "a colour space that is not gray, RGB or CMYK; save the picture as 8-bit PNG");
        }
    }

    private static int overWhite(int r, int g, int b, int alpha) {
        if (alpha == 255) {
            return (r << 16) | (g << 8) | b;
        }
        return (blend(r, alpha) << 16) | (blend(g, alpha) << 8) | blend(b, alpha);
    }

    private static int blend(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    /** One colour from its ink and black, 0 (none) to 255: the plain formula of Pillow. */
    static int fromInk(int ink, int black) {
        int white = 255 - black;
        int product = ink * white + 128;
        return Math.max(0, white - (((product >> 8) + product) >> 8));
    }
}
