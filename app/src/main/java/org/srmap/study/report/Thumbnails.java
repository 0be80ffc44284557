package org.srmap.study.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.draw.PagePicture;
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
            thumbnail = width == null || height == null || width < 1 || height < 1 ? place(1, 1) : place(width, height);
        } else {
            String href = String.format(Locale.ROOT, "photos/%06d.jpg", made.size());
            BufferedImage small = PagePicture.within(photo.toImage(), SIDE);
            thumbnail = new Thumbnail(href, small.getWidth(), small.getHeight());
            Path path = folder.resolve(href);
            Files.createDirectories(path.getParent());
            Files.write(path, PagePicture.jpeg(small, QUALITY));
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

    /** Where a photo would be that is missing. */
    private static Thumbnail place(int width, int height) {
        double factor = (double) SIDE / Math.max(width, height);
        return new Thumbnail(
                null, (int) Math.max(1, Math.round(width * factor)), (int) Math.max(1, Math.round(height * factor)));
    }
}
