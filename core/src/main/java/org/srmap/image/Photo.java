package org.srmap.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Path;
import org.srmap.file.BoundedFile;

/**
 * A decoded photo, upright, as 8-bit RGB.
 *
 * <p>Values are those of Pillow's {@code convert("RGB")} after its {@code exif_transpose}: gray is repeated, CMYK is
 * converted by the plain formula and embedded colour profiles are ignored, because that is what networks were trained
 * on. Two differences are deliberate: transparency is blended over white (Pillow drops it, which shows whatever colour
 * hides below), and 16-bit values are divided by 257 (Pillow clips 16-bit gray at 255, which turns it white).
 * JPEG pixels are Pillow's bit for bit; lossy WebP differs by a few steps at coloured edges, because the reader blows up
 * the colour planes without smoothing.
 *
 * <p>Immutable as long as nobody writes into the arrays; none of the methods here hands one out.
 */
public final class Photo {
    /** What {@link #read(Path)} accepts: 100 million pixels. */
    public static final long DEFAULT_MAX_PIXELS = 100_000_000;

    /** No side may be longer, as in JPEG. */
    static final int MAX_SIDE = 65_535;

    private static final int MAX_FILE_BYTES = 1 << 30;

    private final String name;
    private final int[] rgb;
    private final int width;
    private final int height;
    private final Orientation orientation;

    private Photo(String name, int[] rgb, int width, int height, Orientation orientation) {
        this.name = name;
        this.rgb = rgb;
        this.width = width;
        this.height = height;
        this.orientation = orientation;
    }

    /** Reads a photo of at most {@link #DEFAULT_MAX_PIXELS} pixels; see {@link #read(byte[], String, long)}. */
    public static Photo read(Path file) throws IOException {
        return read(file, DEFAULT_MAX_PIXELS);
    }

    /** Reads a photo from a file; see {@link #read(byte[], String, long)}. */
    public static Photo read(Path file, long maxPixels) throws IOException {
        return read(BoundedFile.read(file, MAX_FILE_BYTES), file.toString(), maxPixels);
    }

    /** Reads a photo of at most {@link #DEFAULT_MAX_PIXELS} pixels; see {@link #read(byte[], String, long)}. */
    public static Photo read(byte[] bytes, String name) throws IOException {
        return read(bytes, name, DEFAULT_MAX_PIXELS);
    }

    /**
     * Decodes JPEG (baseline and progressive; gray, colour, CMYK), PNG, WebP, TIFF, BMP or GIF (of the last three the
     * first picture) and turns it upright. What the file is called does not matter, its bytes decide.
     *
     * @param bytes the whole file
     * @param name how messages call the picture
     * @param maxPixels larger pictures are refused from their header, before any pixel is decoded
     * @throws IOException when it is no picture, damaged, truncated or too large; one line that names it
     */
    public static Photo read(byte[] bytes, String name, long maxPixels) throws IOException {
        PhotoDecoder.Pixels stored = new PhotoDecoder(name, maxPixels).decode(bytes);
        return ofStored(name, stored.rgb(), stored.width(), stored.height(), ExifOrientation.of(bytes));
    }

    /** A photo from a picture in memory; transparency is blended over white, colour profiles are ignored. */
    public static Photo of(BufferedImage image, String name) {
        int[] rgb = RasterPixels.rgb(image);
        return new Photo(name, rgb, image.getWidth(), image.getHeight(), Orientation.NORMAL);
    }

    /**
     * A photo from stored pixels that still have to be turned upright.
     *
     * @param rgb 0xRRGGBB row by row; the photo takes the array over
     */
    static Photo ofStored(String name, int[] rgb, int storedWidth, int storedHeight, Orientation orientation) {
        int[] upright = orientation.turn(rgb, storedWidth, storedHeight);
        boolean swap = orientation.swapsAxes();
        return new Photo(
                name, upright, swap ? storedHeight : storedWidth, swap ? storedWidth : storedHeight, orientation);
    }

    /** How messages call the photo; the path where it came from a file. */
    public String name() {
        return name;
    }

    /** Width of the upright photo in pixels. */
    public int width() {
        return width;
    }

    /** Height of the upright photo in pixels. */
    public int height() {
        return height;
    }

    /** Width of the pixels as stored in the file. */
    public int storedWidth() {
        return orientation.swapsAxes() ? height : width;
    }

    /** Height of the pixels as stored in the file. */
    public int storedHeight() {
        return orientation.swapsAxes() ? width : height;
    }

    /** How the stored pixels were turned. */
    public Orientation orientation() {
        return orientation;
    }

    /** The pixel in column x and row y of the upright photo, as 0xRRGGBB. */
    public int rgb(int x, int y) {
        return rgb[y * width + x];
    }

    /** The upright photo as a picture of its own (TYPE_INT_RGB). */
    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        System.arraycopy(rgb, 0, ((DataBufferInt) image.getRaster().getDataBuffer()).getData(), 0, rgb.length);
        return image;
    }

    /** The pixels themselves, for this package only; nobody may write into them. */
    public int[] pixels() {
        return rgb;
    }

    /** Name and size, for messages. */
    @Override
    public String toString() {
        return name + " (" + width + "x" + height + ")";
    }
}
