package org.srmap.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** A white picture to draw on, with text as outlines. */
final class Canvas {
    private final BufferedImage image;
    private final Graphics2D graphics;

    Canvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        fill(new java.awt.Rectangle(width, height), Color.WHITE);
    }

    int height() {
        return image.getHeight();
    }

    /** The picture; nothing can be drawn afterwards. */
    BufferedImage finish() {
        graphics.dispose();
        return image;
    }

    void fill(Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    void line(Shape shape, float width, Color colour) {
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    void picture(BufferedImage picture, int x, int y) {
        graphics.drawImage(picture, x, y, null);
    }

    /** Draws only inside of a shape until {@link #unclip}. */
    void clip(Shape shape) {
        graphics.setClip(shape);
    }

    void unclip() {
        graphics.setClip(null);
    }

    /** Draws a line of text, its baseline beginning at (x, y). */
    void text(Typeface face, String text, double x, double y, double size, Color colour) {
        Path2D outline = face.outline(text, x, y, size);
        fill(outline, colour);
    }

    /** Draws as much of a line of text as there is room for. */
    void textFitted(Typeface face, String text, double x, double y, double size, double room, Color colour) {
        text(face, face.fit(text, size, room), x, y, size, colour);
    }
}
