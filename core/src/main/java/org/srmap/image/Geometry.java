package org.srmap.image;

import org.srmap.map.Box;
import org.srmap.map.Point;

/**
 * Where the pixels of a network's input lie in the photo, and where those lie in the stored file.
 *
 * <p>Three coordinate systems, all with pixel edges at whole numbers as in {@link Point}: the <em>input</em> of the
 * network, the <em>photo</em> upright as people see it, and the pixels as <em>stored</em> in the file, before the Exif
 * turn. From input to photo the map is {@code photo = input * scale + offset} along each axis; resampling is centred, so
 * it is the same formula for edges and centres.
 *
 * @param inputWidth width of the network's input in pixels
 * @param inputHeight height of the network's input in pixels
 * @param photoWidth width of the upright photo in pixels
 * @param photoHeight height of the upright photo in pixels
 * @param scaleX photo pixels per input pixel to the right
 * @param scaleY photo pixels per input pixel downwards
 * @param offsetX where the left edge of the input lies in the photo; negative where the input was padded
 * @param offsetY where the top edge of the input lies in the photo; negative where the input was padded
 * @param orientation how the stored pixels were turned
 */
public record Geometry(
        int inputWidth,
        int inputHeight,
        int photoWidth,
        int photoHeight,
        double scaleX,
        double scaleY,
        double offsetX,
        double offsetY,
        Orientation orientation) {

    /** Checks that sizes and scales are positive. */
    public Geometry {
        if (Math.min(Math.min(inputWidth, inputHeight), Math.min(photoWidth, photoHeight)) < 1
                || !(scaleX > 0)
                || !(scaleY > 0)) {
            throw new IllegalArgumentException("input " + inputWidth + "x" + inputHeight + ", photo " + photoWidth + "x"
                    + photoHeight + ", scale " + scaleX + ", " + scaleY + ": all must be positive");
        }
    }

    /** For a tensor that is its own picture: input, photo and stored pixels are the same. */
    public static Geometry identity(int width, int height) {
        return new Geometry(width, height, width, height, 1, 1, 0, 0, Orientation.NORMAL);
    }

    /** From the network's input to the upright photo; points of a padded border land outside of the photo. */
    public Point toPhoto(double x, double y) {
        return new Point(x * scaleX + offsetX, y * scaleY + offsetY);
    }

    /** From the network's input to the upright photo. */
    public Point toPhoto(Point inInput) {
        return toPhoto(inInput.x(), inInput.y());
    }

    /** From the network's input to the upright photo. */
    public Box toPhoto(Box inInput) {
        Point first = toPhoto(inInput.x0(), inInput.y0());
        Point last = toPhoto(inInput.x1(), inInput.y1());
        return new Box(first.x(), first.y(), last.x(), last.y());
    }

    /** From the upright photo to the network's input; points outside of the crop land outside of the input. */
    public Point toInput(double x, double y) {
        return new Point((x - offsetX) / scaleX, (y - offsetY) / scaleY);
    }

    /** From the upright photo to the network's input. */
    public Box toInput(Box inPhoto) {
        Point first = toInput(inPhoto.x0(), inPhoto.y0());
        Point last = toInput(inPhoto.x1(), inPhoto.y1());
        return new Box(first.x(), first.y(), last.x(), last.y());
    }

    /** From the upright photo to the pixels as stored in the file. */
    public Point toStored(double x, double y) {
        return orientation.toStored(new Point(x, y), photoWidth, photoHeight);
    }

    /** The part of the upright photo that the network sees. */
    public Box visible() {
        return toPhoto(new Box(0, 0, inputWidth, inputHeight)).intersection(new Box(0, 0, photoWidth, photoHeight));
    }
}
