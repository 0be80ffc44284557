package org.srmap.web;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.srmap.image.Photo;
import org.srmap.image.PngFile;

/** Photos as files that browsers show. */
final class Pictures {
    private static final int LONGEST = 2048;
    private static final int SMALL = 280;
    private static final int PNG_PIXELS = 600_000;

    private Pictures() {}

    /** A photo for showing: at most 2048 pixels long, small ones without loss. */
    static byte[] shown(Photo photo) {
        BufferedImage image = limited(photo.toImage(), LONGEST);
        try {
            return (long) image.getWidth() * image.getHeight() <= PNG_PIXELS ? PngFile.encode(image) : jpeg(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small JPEG picture. */
    static byte[] thumbnail(Photo photo) {
        try {
            return jpeg(limited(photo.toImage(), SMALL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage limited(BufferedImage image, int most) {
        BufferedImage at = image;
        int longest = Math.max(at.getWidth(), at.getHeight());
        while (longest > 2 * most) { // by halves, so that every pixel counts
            at = scaled(at, 0.5);
            longest = Math.max(at.getWidth(), at.getHeight());
        }
        return longest > most ? scaled(at, (double) most / longest) : at;
    }

    private static BufferedImage scaled(BufferedImage image, double factor) {
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(0.92f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), quality);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
