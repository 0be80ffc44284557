package org.srmap.study.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.srmap.image.Photo;

/** Small copies of the photos that the report shows; each is made once. */
final class Thumbnails {
    private static final int SIDE = 280;
    private static final float QUALITY = 0.82f;
    private static final long MOST_PIXELS = 100_000_000;

    private final PhotoSource source;
    private final Path folder;
    private final Map<String, Thumbnail> made = new LinkedHashMap<>();
    private long missing;

    /**
     * A small copy.
     *
     * @param href from the root of the report; null when the photo could not be read
     */
    record Thumbnail(@Nullable String href, int width, int height) {}

    Thumbnails(PhotoSource source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    /**
     * The small copy of a photo.
     *
     * @param width of the photo, where known; for the place of one that is missing
     * @param height of the photo, where known
     */
    Thumbnail of(String file, @Nullable Integer width, @Nullable Integer height) throws IOException {
        Thumbnail known = made.get(file);
        if (known != null) {
            return known;
        }
        Photo photo = read(file);
        Thumbnail thumbnail;
        if (photo == null) {
            missing++;
            thumbnail = width == null || height == null || width < 1 || height < 1
                    ? size(null, 1, 1)
                    : size(null, width, height);
        } else {
            String href = String.format(Locale.ROOT, "photos/%06d.jpg", made.size());
            thumbnail = size(href, photo.width(), photo.height());
            Path path = folder.resolve(href);
            Files.createDirectories(path.getParent());
            Files.write(path, jpeg(scaled(photo.toImage(), thumbnail)));
        }
        made.put(file, thumbnail);
        return thumbnail;
    }

    /** How many photos that should be shown could not be read. */
    long missing() {
        return missing;
    }

    private @Nullable Photo read(String file) {
        try {
            byte[] bytes = source.read(file);
            return bytes == null ? null : Photo.read(bytes, file, MOST_PIXELS);
        } catch (IOException | RuntimeException e) {
            return null; // it was readable when the study ran; the page says that it is not there now
        }
    }

    private static Thumbnail size(@Nullable String href, int width, int height) {
        double factor = Math.min(1, (double) SIDE / Math.max(width, height));
        if (href == null) {
            factor = (double) SIDE / Math.max(width, height);
        }
        return new Thumbnail(
                href, (int) Math.max(1, Math.round(width * factor)), (int) Math.max(1, Math.round(height * factor)));
    }

    /** Halves until it is nearly there: scaling far down in one step would skip pixels. */
    private static BufferedImage scaled(BufferedImage photo, Thumbnail to) {
        BufferedImage image = photo;
        while (image.getWidth() > 2 * to.width() && image.getHeight() > 2 * to.height()) {
            image = drawn(image, Math.floorDiv(image.getWidth(), 2), Math.floorDiv(image.getHeight(), 2));
        }
        return drawn(image, to.width(), to.height());
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smaller.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return smaller;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
