package org.srmap.draw;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The colours of a map with their numbers below, drawn over the width of its picture. */
record ColourBar(ColorMap colours, MapScale scale) {
    /** Room that the bar takes below a picture, with the space above it. */
    static final int HEIGHT = 56;

    private static final int SPACE = 12;
    private static final int THICKNESS = 14;
    private static final int TEXT = 16;

    void draw(Canvas canvas, int x, int y, int width) {
        int top = y + SPACE;
        BufferedImage bar = new BufferedImage(width, THICKNESS, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width; i++) {
            int rgb = colours.at((double) i / (width - 1));
            for (int k = 0; k < THICKNESS; k++) {
                bar.setRGB(i, k, rgb);
            }
        }
        canvas.picture(bar, x, top);
        canvas.line(new Rectangle2D.Double(x + 0.5, top + 0.5, width - 1, THICKNESS - 1), 1, PanelPictures.FRAME);
        List<Double> ticks = scale.ticks();
        for (int i = 0; i < ticks.size(); i++) {
            double tick = ticks.get(i);
            String label = scale.label(tick);
            double position = ticks.size() == 1 ? 0.5 : (double) i / (ticks.size() - 1);
            double length = Typeface.REGULAR.width(label, TEXT);
            double at = x + position * (width - length);
            canvas.text(Typeface.REGULAR, label, at, top + THICKNESS + 19, TEXT, new Color(0x3d444d));
        }
    }
}
