package org.srmap.study.report;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Base64;
import org.srmap.draw.ColorMap;
import org.srmap.draw.PngFile;
import org.srmap.study.read.MeanMap;

/** SR maps of the rows as small pictures that stand in the page itself; browsers smooth them when they enlarge them. */
final class HeatPicture {
    private static final int LEVELS = 64;
    private static final double STRENGTH = 0.92;
    private static final IndexColorModel OVER_PHOTO = colours(true);
    private static final IndexColorModel ALONE = colours(false);

    private HeatPicture() {}

    /** Heat to lie over the photo: the stronger, the less of the photo shines through. */
    static String overPhoto(byte[] sr) throws IOException {
        double[] values = new double[sr.length];
        for (int i = 0; i < sr.length; i++) {
            values[i] = (sr[i] & 0xff) / 255.0;
        }
        return picture(values, OVER_PHOTO);
    }

    /** A mean map by itself, its largest value in the brightest colour. */
    static String alone(float[] map) throws IOException {
        double largest = 0;
        for (float value : map) {
            largest = Math.max(largest, value);
        }
        double[] values = new double[map.length];
        for (int i = 0; i < map.length; i++) {
            values[i] = largest > 0 ? map[i] / largest : 0;
        }
        return picture(values, ALONE);
    }

    private static String picture(double[] values, IndexColorModel colours) throws IOException {
        int side = MeanMap.SIDE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_INDEXED, colours);
        for (int i = 0; i < values.length; i++) {
            int level = (int) Math.round(values[i] * (LEVELS - 1));
            image.getRaster().setSample(i % side, Math.floorDiv(i, side), 0, level);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(PngFile.encode(image));
    }

    private static IndexColorModel colours(boolean transparent) {
        int[] argb = new int[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            double value = (double) i / (LEVELS - 1);
            int alpha = transparent ? (int) Math.round(255 * STRENGTH * Math.pow(value, 0.8)) : 255;
            argb[i] = alpha << 24 | ColorMap.INFERNO.rgb(value);
        }
        return new IndexColorModel(8, LEVELS, argb, 0, true, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    }
}
