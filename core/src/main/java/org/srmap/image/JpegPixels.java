package org.srmap.image;

import java.awt.image.Raster;
import java.io.IOException;

/**
 * From the raw components of a JPEG file to RGB, by the rules and the integer arithmetic of libjpeg, which Pillow uses.
 * ImageIO's own conversion would apply colour profiles and brighten gray pictures.
 */
final class JpegPixels {
    private static final int SCALE = 16;
    private static final int HALF = 1 << (SCALE - 1);

    private static final int JFIF = 0xe0;
    private static final int ADOBE = 0xee;

    private boolean jfif;
    /** The transform that the Adobe segment names; -1 without such a segment. */
    private int adobe = -1;

    private int componentIds;

    private JpegPixels() {}

    static int[] rgb(Raster raw, byte[] file) throws IOException {
        JpegPixels header = new JpegPixels();
        header.scan(file);
        int width = raw.getWidth();
        int bands = raw.getNumBands();
        int[] rgb = new int[Math.multiplyExact(width, raw.getHeight())];
        int[] row = new int[width * bands];
        for (int y = 0; y < raw.getHeight(); y++) {
            raw.getPixels(raw.getMinX(), raw.getMinY() + y, width, 1, row);
            for (int x = 0, at = 0; x < width; x++, at += bands) {
                rgb[y * width + x] = switch (bands) {
                    case 1 -> row[at] * 0x010101;
                    case 3 ->
                        header.isRgb()
                                ? (row[at] << 16) | (row[at + 1] << 8) | row[at + 2]
                                : fromYcc(row[at], row[at + 1], row[at + 2]);
                    case 4 -> header.fromFour(row, at);
                    default -> throw new IOException(bands + " colour components");
                };
            }
        }
        return rgb;
    }

    /** libjpeg's guess, in its order: JFIF means YCbCr, then Adobe's word, then the names of the components. */
    private boolean isRgb() {
        return !jfif && (adobe >= 0 ? adobe == 0 : componentIds == (('R' << 16) | ('G' << 8) | 'B'));
    }

    /** Four components are always stored inverted (Adobe's habit, which Pillow assumes, too). */
    private int fromFour(int[] row, int at) {
        int k = row[at + 3];
        if (adobe <= 0) {
            return (ink(row[at], k) << 16) | (ink(row[at + 1], k) << 8) | ink(row[at + 2], k);
        }
        int inverted = fromYcc(row[at], row[at + 1], row[at + 2]) ^ 0xffffff;
        return (ink((inverted >> 16) & 0xff, k) << 16)
                | (ink((inverted >> 8) & 0xff, k) << 8)
                | ink(inverted & 0xff, k);
    }

    private static int ink(int invertedInk, int invertedBlack) {
        return RasterPixels.fromInk(255 - invertedInk, 255 - invertedBlack);
    }

    private static int fromYcc(int y, int cb, int cr) {
        int b = cb - 128;
        int r = cr - 128;
        int red = y + ((91881 * r + HALF) >> SCALE);
        int green = y + ((-22554 * b - 46802 * r + HALF) >> SCALE);
        int blue = y + ((116130 * b + HALF) >> SCALE);
        return (clip(red) << 16) | (clip(green) << 8) | clip(blue);
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }

    /** Walks over the segments up to the picture's data; every length is checked against the file. */
    private void scan(byte[] file) {
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
                continue;
            }
            int length = ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff);
            if (marker == 0xda || length < 2 || at + 2 + length > file.length) {
                return;
            }
            segment(file, marker, at + 4, length - 2);
            at += 2 + length;
        }
    }

    private void segment(byte[] file, int marker, int at, int length) {
        if (marker == JFIF && length >= 5 && file[at] == 'J' && file[at + 1] == 'F' && file[at + 2] == 'I') {
            jfif = true;
        } else if (marker == ADOBE && length >= 12 && file[at] == 'A' && file[at + 1] == 'd' && file[at + 2] == 'o') {
            adobe = file[at + 11] & 0xff;
        } else if (isFrame(marker) && length >= 15 && file[at + 5] == 3) {
            componentIds = ((file[at + 6] & 0xff) << 16) | ((file[at + 9] & 0xff) << 8) | (file[at + 12] & 0xff);
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
