package org.srmap.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a picture file into RGB pixels as stored, and whatever can go wrong into one clear line. */
final class PhotoDecoder {
    /** Stored pixels, 0xRRGGBB row by row. */
    record Pixels(int[] rgb, int width, int height) {}

    private final String name;
    private final long maxPixels;

    PhotoDecoder(String name, long maxPixels) {
        this.name = name;
        this.maxPixels = maxPixels;
    }

    Pixels decode(byte[] file) throws IOException {
        if (file.length == 0) {
            throw new IOException(name + ": the file is empty");
        }
        if (isCutWebp(file)) {
            throw truncated(null);
        }
        List<ImageReader> readers;
        try {
            readers = ImageReaders.of(new ByteArrayImageInput(file));
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        if (readers.isEmpty()) {
            throw new IOException(name + ": not a picture that can be read (JPEG, PNG, WebP, TIFF, BMP, GIF)");
        }
        @Nullable IOException first = null;
        for (ImageReader reader : readers) {
            try {
                return decode(reader, file);
            } catch (PictureSizeException e) {
                throw e;
            } catch (IOException | RuntimeException e) { // readers meet garbage with all kinds of exceptions
                first = first == null ? damaged(e) : first;
            } catch (OutOfMemoryError e) { // one huge array that damaged or hostile data asked for
                throw new IOException(name + ": decoding it needs more memory than there is", e);
            } finally {
                reader.dispose();
            }
        }
        throw first == null ? new IOException(name + ": cannot be decoded") : first;
    }

    private Pixels decode(ImageReader reader, byte[] file) throws IOException {
        reader.setInput(new ByteArrayImageInput(file), false, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        checkSize(width, height);
        TruncationListener truncation = new TruncationListener();
        reader.addIIOReadWarningListener(truncation);
        boolean jpeg = (file[0] & 0xff) == 0xff;
        int[] rgb = jpeg ? JpegPixels.rgb(reader.readRaster(0, null), file) : RasterPixels.rgb(reader.read(0));
        if (truncation.seen) {
            throw new EOFException();
        }
        if (rgb.length != (long) width * height) {
            throw new IOException("header says " + width + "x" + height + ", the data hold " + rgb.length + " pixels");
        }
        return new Pixels(rgb, width, height);
    }

    private void checkSize(int width, int height) throws PictureSizeException {
        if (width < 1 || height < 1) {
            throw new PictureSizeException(name + ": damaged picture, its size is " + width + "x" + height);
        }
        if (Math.max(width, height) > Photo.MAX_SIDE) {
            throw new PictureSizeException(name + ": " + width + "x" + height + " pixels; no side may be longer than "
                    + Photo.MAX_SIDE + ", cut or scale it down");
        }
        if ((long) width * height > maxPixels) {
            throw new PictureSizeException(String.format(
                    Locale.ROOT,
                    "%s: %dx%d = %.1f megapixels are above the limit of %.1f megapixels; scale it down or raise the"
                            + " limit",
                    name,
                    width,
                    height,
                    (double) width * height / 1e6,
                    maxPixels / 1e6));
        }
    }

    /** The WebP reader fills what is missing with black; the length in the first chunk tells the truth. */
    private static boolean isCutWebp(byte[] file) {
        if (file.length < 12 || file[0] != 'R' || file[1] != 'I' || file[8] != 'W' || file[9] != 'E') {
            return false;
        }
        long stated = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL;
        return stated + 8 > file.length;
    }

    private IOException truncated(@Nullable Exception cause) {
        return new IOException(name + ": the picture is truncated, its data end too early", cause);
    }

    private IOException damaged(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return truncated(e);
            }
        }
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new IOException(name + ": cannot be decoded (" + why.strip().replaceAll("\\s+", " ") + ")", e);
    }
}
