package org.srmap.draw;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Text as outlines, from the TrueType fonts in this package's resources.
 *
 * <p>Java's own text needs fontconfig and FreeType on the machine, which small containers do not have, and draws other
 * pixels with each of their versions. Outlines filled by Java2D need neither, and look the same everywhere. What is left
 * out: kerning, ligatures, right-to-left scripts. The fonts are our own files, so a damaged one is our bug.
 *
 * <p>Source: the OpenType specification, tables cmap (format 4), loca, glyf, hmtx.
 */
final class Typeface {
    static final Typeface REGULAR = load("DejaVuSans.ttf");
    static final Typeface BOLD = load("DejaVuSans-Bold.ttf");

    private static final String ELLIPSIS = "…";
    private static final int MISSING = 0;

    private final ByteBuffer file;
    private final Map<String, Integer> tables = new HashMap<>();
    private final double unitsPerEm;
    private final boolean longOffsets;
    private final int advances;
    private final int mapping;

    private Typeface(byte[] bytes) {
        file = ByteBuffer.wrap(bytes);
        for (int i = 0; i < u16(4); i++) {
            int entry = 12 + 16 * i;
            tables.put(new String(bytes, entry, 4, java.nio.charset.StandardCharsets.US_ASCII), file.getInt(entry + 8));
        }
        unitsPerEm = u16(table("head") + 18);
        longOffsets = u16(table("head") + 50) != 0;
        advances = u16(table("hhea") + 34);
        mapping = findMapping();
    }

    private static Typeface load(String name) {
        try (InputStream in = Typeface.class.getResourceAsStream("fonts/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the font " + name + " is missing from the application");
            }
            return new Typeface(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int findMapping() {
        int cmap = table("cmap");
        for (int i = 0; i < u16(cmap + 2); i++) {
            int start = cmap + file.getInt(cmap + 4 + 8 * i + 4);
            if (u16(start) == 4) {
                return start;
            }
        }
        throw new IllegalStateException("the font has no character map of format 4");
    }

    /** Length of a line of text in pixels, at a size in pixels per em. */
    double width(String text, double size) {
        int units = 0;
        for (int i = 0; i < text.length(); i++) {
            units += advance(glyphOf(text.charAt(i)));
        }
        return units * size / unitsPerEm;
    }

    /** The text itself where it is not wider than {@code room}, else its beginning and three dots. */
    String fit(String text, double size, double room) {
        if (width(text, size) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end).stripTrailing() + ELLIPSIS, size) > room) {
            end--;
        }
        return end == 0 ? "" : text.substring(0, end).stripTrailing() + ELLIPSIS;
    }

    /** Outlines of a line of text whose baseline begins at (x, y). */
    Path2D outline(String text, double x, double y, double size) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double scale = size / unitsPerEm;
        double at = x;
        for (int i = 0; i < text.length(); i++) {
            int glyph = glyphOf(text.charAt(i));
            addGlyph(path, glyph, new AffineTransform(scale, 0, 0, -scale, at, y), 0);
            at += advance(glyph) * scale;
        }
        return path;
    }

    private int glyphOf(char c) {
        char shown = Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c;
        int segments = u16(mapping + 6) / 2;
        int ends = mapping + 14;
        int starts = ends + 2 * segments + 2;
        int deltas = starts + 2 * segments;
        int offsets = deltas + 2 * segments;
        for (int i = 0; i < segments; i++) {
            if (shown > u16(ends + 2 * i)) {
                continue;
            }
            if (shown < u16(starts + 2 * i)) {
                return MISSING;
            }
            int delta = u16(deltas + 2 * i);
            int offset = u16(offsets + 2 * i);
            if (offset == 0) {
                return (shown + delta) & 0xffff;
            }
            int glyph = u16(offsets + 2 * i + offset + 2 * (shown - u16(starts + 2 * i)));
            return glyph == 0 ? MISSING : (glyph + delta) & 0xffff;
        }
        return MISSING;
    }

    private int advance(int glyph) {
        return u16(table("hmtx") + 4 * Math.min(glyph, advances - 1));
    }

    private void addGlyph(Path2D path, int glyph, AffineTransform place, int depth) {
        int from = location(glyph);
        if (from == location(glyph + 1) || depth > 4) {
            return;
        }
        int start = table("glyf") + from;
        int contours = s16(start);
        if (contours >= 0) {
            addSimple(path, start + 10, contours, place);
        } else {
            addComposite(path, start + 10, place, depth);
        }
    }

    private int location(int glyph) {
        return longOffsets ? file.getInt(table("loca") + 4 * glyph) : 2 * u16(table("loca") + 2 * glyph);
    }

    /** Accented letters: other glyphs, shifted and perhaps scaled. */
    private void addComposite(Path2D path, int start, AffineTransform place, int depth) {
        int at = start;
        int flags;
        do {
            flags = u16(at);
            int glyph = u16(at + 2);
            boolean words = (flags & 0x0001) != 0;
            int dx = words ? s16(at + 4) : file.get(at + 4);
            int dy = words ? s16(at + 6) : file.get(at + 5);
            at += words ? 8 : 6;
            double[] m = {1, 0, 0, 1};
            if ((flags & 0x0008) != 0) {
                m[0] = m[3] = fraction(at);
                at += 2;
            } else if ((flags & 0x0040) != 0) {
                m[0] = fraction(at);
                m[3] = fraction(at + 2);
                at += 4;
            } else if ((flags & 0x0080) != 0) {
                for (int i = 0; i < 4; i++) {
                    m[i] = fraction(at + 2 * i);
                }
                at += 8;
            }
            AffineTransform part = new AffineTransform(place);
            part.concatenate(new AffineTransform(m[0], m[1], m[2], m[3], dx, dy));
            addGlyph(path, glyph, part, depth + 1);
        } while ((flags & 0x0020) != 0);
    }

    private void addSimple(Path2D path, int start, int contours, AffineTransform place) {
        int points = contours == 0 ? 0 : u16(start + 2 * (contours - 1)) + 1;
        int at = start + 2 * contours;
        at += 2 + u16(at); // hints
        int[] flags = new int[points];
        for (int i = 0; i < points; i++) {
            flags[i] = file.get(at++) & 0xff;
            if ((flags[i] & 0x08) != 0) {
                int repeats = file.get(at++) & 0xff;
                for (int k = 0; k < repeats && i + 1 < points; k++, i++) {
                    flags[i + 1] = flags[i];
                }
            }
        }
        double[] xy = new double[2 * points];
        at = readAxis(at, flags, xy, 0);
        readAxis(at, flags, xy, 1);
        place.transform(xy, 0, xy, 0, points);
        for (int c = 0, first = 0; c < contours; c++) {
            int last = u16(start + 2 * c);
            addContour(path, xy, flags, first, last);
            first = last + 1;
        }
    }

    private int readAxis(int start, int[] flags, double[] xy, int axis) {
        int at = start;
        int shortBit = 0x02 << axis;
        int sameBit = 0x10 << axis;
        int value = 0;
        for (int i = 0; i < flags.length; i++) {
            if ((flags[i] & shortBit) != 0) {
                int step = file.get(at++) & 0xff;
                value += (flags[i] & sameBit) != 0 ? step : -step;
            } else if ((flags[i] & sameBit) == 0) {
                value += s16(at);
                at += 2;
            }
            xy[2 * i + axis] = value;
        }
        return at;
    }

    /** A closed curve; between two control points lies an unwritten point in their middle. */
    private static void addContour(Path2D path, double[] xy, int[] flags, int first, int last) {
        int count = last - first + 1;
        if (count < 2) {
            return;
        }
        double[] begin = onCurve(xy, flags, first, last);
        path.moveTo(begin[0], begin[1]);
        int offset = (flags[first] & 1) != 0 ? 1 : 0;
        for (int k = 0; k < count; k++) {
            int i = first + (k + offset) % count;
            int next = first + (k + offset + 1) % count;
            if ((flags[i] & 1) != 0) {
                path.lineTo(xy[2 * i], xy[2 * i + 1]);
            } else if ((flags[next] & 1) != 0) {
                path.quadTo(xy[2 * i], xy[2 * i + 1], xy[2 * next], xy[2 * next + 1]);
                k++;
            } else {
                path.quadTo(
                        xy[2 * i],
                        xy[2 * i + 1],
                        (xy[2 * i] + xy[2 * next]) / 2,
                        (xy[2 * i + 1] + xy[2 * next + 1]) / 2);
            }
        }
        path.closePath();
    }

    private static double[] onCurve(double[] xy, int[] flags, int first, int last) {
        if ((flags[first] & 1) != 0) {
            return new double[] {xy[2 * first], xy[2 * first + 1]};
        }
        if ((flags[last] & 1) != 0) {
            return new double[] {xy[2 * last], xy[2 * last + 1]};
        }
        return new double[] {(xy[2 * first] + xy[2 * last]) / 2, (xy[2 * first + 1] + xy[2 * last + 1]) / 2};
    }

    private double fraction(int at) {
        return s16(at) / 16384.0;
    }

    private int table(String name) {
        Integer start = tables.get(name);
        if (start == null) {
            throw new IllegalStateException("the font has no table " + name);
        }
        return start;
    }

    private int u16(int at) {
        return file.getShort(at) & 0xffff;
    }

    private int s16(int at) {
        return file.getShort(at);
    }
}
