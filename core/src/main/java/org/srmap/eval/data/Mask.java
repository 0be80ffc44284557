package org.srmap.eval.data;

import java.io.IOException;
import org.srmap.image.Photo;

/** Where the object of a photo is: where a picture of the photo's size is not black. */
public final class Mask {
    private static final int COLOUR = 0xffffff;

    private final Photo picture;

    private Mask(Photo picture) {
        this.picture = picture;
    }

    /**
     * Reads a mask.
     *
     * @param photo what it is the mask of
     * @throws IOException when it cannot be read or has another size than the photo
     */
    public static Mask read(Content content, Photo photo) throws IOException {
        Photo picture = Photo.read(content.read(), content.name());
        if (picture.width() != photo.width() || picture.height() != photo.height()) {
            throw new IOException(content.name() + ": the mask has " + picture.width() + " x " + picture.height()
                    + " pixels, the photo " + photo.width() + " x " + photo.height());
        }
        return new Mask(picture);
    }

    /** Whether a point of the photo, in pixels from its upper left corner, is in the object; points beside it are not. */
    public boolean contains(double x, double y) {
        return x >= 0
                && y >= 0
                && x < picture.width()
                && y < picture.height()
                && (picture.rgb((int) x, (int) y) & COLOUR) != 0;
    }
}
