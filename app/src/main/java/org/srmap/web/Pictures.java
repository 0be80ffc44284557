package org.srmap.web;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.srmap.draw.PagePicture;
import org.srmap.draw.PngFile;
import org.srmap.image.Photo;

/** Photos as files that browsers show. */
final class Pictures {
    private static final int LONGEST = 2048;
    private static final int SMALL = 280;
    private static final int PNG_PIXELS = 600_000;
    private static final float QUALITY = 0.92f;

    private Pictures() {}

    /** A photo for showing: at most 2048 pixels long, small ones without loss. */
    static byte[] shown(Photo photo) {
        BufferedImage image = PagePicture.within(photo.toImage(), LONGEST);
        try {
            return (long) image.getWidth() * image.getHeight() <= PNG_PIXELS
                    ? PngFile.encode(image)
                    : PagePicture.jpeg(image, QUALITY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small JPEG picture. */
    static byte[] thumbnail(Photo photo) {
        try {
            return PagePicture.jpeg(PagePicture.within(photo.toImage(), SMALL), QUALITY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
