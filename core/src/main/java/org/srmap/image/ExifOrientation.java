package org.srmap.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the orientation tag in the bytes of a picture file.
 *
 * <p>Deliberately small: only tag 0x0112 of the first directory is looked for, every offset is checked against the
 * bytes there are, and whatever is damaged or missing means {@link Orientation#NORMAL}, because a photo with broken
 * metadata is still a photo. Places: JPEG segment APP1, PNG chunk eXIf, WebP chunk EXIF, and TIFF itself.
 */
final class ExifOrientation {
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;

    private final byte[] file;

    private ExifOrientation(byte[] file) {
        this.file = file;
    }

    static Orientation of(byte[] file) {
        ExifOrientation finder = new ExifOrientation(file);
        return Orientation.ofExif(finder.find());
    }

    private int find() {
        if (u8(0) == 0xff && u8(1) == 0xd8) {
            return inJpeg();
        }
        if (text(1, "PNG")) {
            return inPng();
        }
        if (text(0, "RIFF") && text(8, "WEBP")) {
            return inWebp();
        }
        return inTiff(0, file.length);
    }

    private int inJpeg() {
        int at = 2;
        while (u8(at) == 0xff) {
            int marker = u8(at + 1);
            if (marker == 0xff) { // fill byte
                at++;
                continue;
            }
            if (marker == 0xda || marker == 0xd9 || marker < 0) { // the picture's own data begin, or nothing follows
                return 0;
            }
            int length = (u8(at + 2) << 8) | u8(at + 3);
            if (length < 2) {
                return 0;
            }
            if (marker == 0xe1 && startsWithExif(at + 4)) {
                return inTiff(at + 4 + EXIF.length, at + 2 + length);
            }
            at += 2 + length;
        }
        return 0;
    }

    private int inPng() {
        for (long at = 8; at + 12 <= file.length; ) {
            int chunk = (int) at;
            long length = u32(chunk, ByteOrder.BIG_ENDIAN);
            if (text(chunk + 4, "eXIf")) {
                return inTiff(chunk + 8, chunk + 8 + length);
            }
            at += 12 + length;
        }
        return 0;
    }

    private int inWebp() {
        for (long at = 12; at + 8 <= file.length; ) {
            int chunk = (int) at;
            long length = u32(chunk + 4, ByteOrder.LITTLE_ENDIAN);
            if (text(chunk, "EXIF")) {
                int start = chunk + 8 + (startsWithExif(chunk + 8) ? EXIF.length : 0);
                return inTiff(start, chunk + 8 + length);
            }
            at += 8 + length + (length & 1);
        }
        return 0;
    }

    private int inTiff(int start, long end) {
        int limit = (int) Math.min(end, file.length);
        ByteOrder order;
        if (text(start, "II")) {
            order = ByteOrder.LITTLE_ENDIAN;
        } else if (text(start, "MM")) {
            order = ByteOrder.BIG_ENDIAN;
        } else {
            return 0;
        }
        if (limit - start < 8 || u16(start + 2, order) != 42) {
            return 0;
        }
        long directory = start + u32(start + 4, order);
        if (directory + 2 > limit) {
            return 0;
        }
        int entries = u16((int) directory, order);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > limit) {
                return 0;
            }
            if (u16((int) entry, order) == TAG) {
                return u16((int) entry + 2, order) == TYPE_SHORT ? u16((int) entry + 8, order) : 0;
            }
        }
        return 0;
    }

    private boolean startsWithExif(int at) {
        return at + EXIF.length <= file.length && Arrays.equals(file, at, at + EXIF.length, EXIF, 0, EXIF.length);
    }

    private boolean text(int at, String wanted) {
        for (int i = 0; i < wanted.length(); i++) {
            if (u8(at + i) != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** One byte, or -1 beyond the end. */
    private int u8(int at) {
        return at >= 0 && at < file.length ? file[at] & 0xff : -1;
    }

    private int u16(int at, ByteOrder order) {
        return at >= 0 && at + 2 <= file.length
                ? ByteBuffer.wrap(file).order(order).getShort(at) & 0xffff
                : -1;
    }

    private long u32(int at, ByteOrder order) {
        return at >= 0 && at + 4 <= file.length
                ? ByteBuffer.wrap(file).order(order).getInt(at) & 0xffffffffL
                : Integer.MAX_VALUE;
    }
}
