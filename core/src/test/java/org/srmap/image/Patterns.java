package org.srmap.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Test pictures that need no file, the same as in tools/fixtures/make_resize.py. */
public final class Patterns {
    private Patterns() {}

    static int[] pattern(int width, int height) {
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    long value = x * 31L + y * 17L + c * 53L + (long) x * y % 251 * 7 + ((x >> 3) ^ (y >> 2)) * 13L;
                    rgb[y * width + x] |= (int) (value & 255) << (16 - 8 * c);
                }
            }
        }
        return rgb;
    }

    public static Photo photo(int width, int height) {
        return Photo.ofStored("pattern", pattern(width, height), width, height, Orientation.NORMAL);
    }

    /** Bytes R, G, B of each pixel in turn. */
    static byte[] bytes(int[] rgb) {
        byte[] bytes = new byte[rgb.length * 3];
        for (int i = 0; i < rgb.length; i++) {
            bytes[3 * i] = (byte) (rgb[i] >> 16);
            bytes[3 * i + 1] = (byte) (rgb[i] >> 8);
            bytes[3 * i + 2] = (byte) rgb[i];
        }
        return bytes;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
