package org.srmap.image;

import org.srmap.map.Point;

/**
 * How the stored pixels of a photo must be turned to stand upright: the eight values of the Exif orientation tag.
 *
 * <p>Every one is: exchange the axes or not, then mirror left to right or not, then mirror top to bottom or not.
 */
public enum Orientation {
    /** 1: as stored. */
    NORMAL(1, false, false, false),
    /** 2: mirrored left to right. */
    MIRRORED(2, false, true, false),
    /** 3: turned by half a turn. */
    ROTATED_180(3, false, true, true),
    /** 4: mirrored top to bottom. */
    FLIPPED(4, false, false, true),
    /** 5: mirrored along the main diagonal. */
    TRANSPOSED(5, true, false, false),
    /** 6: must be turned clockwise by a quarter turn. */
    ROTATED_90(6, true, true, false),
    /** 7: mirrored along the other diagonal. */
    TRANSVERSED(7, true, true, true),
    /** 8: must be turned counter-clockwise by a quarter turn. */
    ROTATED_270(8, true, false, true);

    private final int exif;
    private final boolean swapsAxes;
    private final boolean mirrorsX;
    private final boolean mirrorsY;

    Orientation(int exif, boolean swapsAxes, boolean mirrorsX, boolean mirrorsY) {
        this.exif = exif;
        this.swapsAxes = swapsAxes;
        this.mirrorsX = mirrorsX;
        this.mirrorsY = mirrorsY;
    }

    /** The orientation behind an Exif value; whatever is not 1 to 8 counts as 1. */
    public static Orientation ofExif(int value) {
        for (Orientation orientation : values()) {
            if (orientation.exif == value) {
                return orientation;
            }
        }
        return NORMAL;
    }

    /** The Exif value, 1 to 8. */
    public int exif() {
        return exif;
    }

    /** Whether width and height of the stored pixels change places. */
    public boolean swapsAxes() {
        return swapsAxes;
    }

    /** Maps a point of the upright photo (edges at 0 and width or height) to the stored pixels. */
    Point toStored(Point upright, double uprightWidth, double uprightHeight) {
        double x = mirrorsX ? uprightWidth - upright.x() : upright.x();
        double y = mirrorsY ? uprightHeight - upright.y() : upright.y();
        return swapsAxes ? new Point(y, x) : new Point(x, y);
    }

    /** Turns stored pixels (row by row) upright; returns the same array when there is nothing to do. */
    int[] turn(int[] stored, int storedWidth, int storedHeight) {
        if (this == NORMAL) {
            return stored;
        }
        int width = swapsAxes ? storedHeight : storedWidth;
        int height = swapsAxes ? storedWidth : storedHeight;
        int stepX = (swapsAxes ? storedWidth : 1) * (mirrorsX ? -1 : 1);
        int[] upright = new int[stored.length];
        for (int y = 0; y < height; y++) {
            int row = mirrorsY ? height - 1 - y : y;
            int column = mirrorsX ? width - 1 : 0;
            int from = swapsAxes ? column * storedWidth + row : row * storedWidth + column;
            for (int x = 0, to = y * width; x < width; x++, to++, from += stepX) {
                upright[to] = stored[from];
            }
        }
        return upright;
    }
}
