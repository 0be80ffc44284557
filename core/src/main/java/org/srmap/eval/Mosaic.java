package org.srmap.eval;

import java.util.List;
import org.srmap.map.Box;

/**
 * The grid pointing game (Böhle, Fritz, Schiele 2021, "Convolutional dynamic alignment networks", section 4.2; Rao,
 * Böhle, Schiele 2022): pictures of different classes side by side; explaining the class of one of them, a good map is
 * positive in its cell alone. The papers put pictures of full size into a larger input; here every picture is shrunk to
 * its cell, because most models take one input size.
 *
 * @param side cells along each side, 2 or more
 * @param channels of the pictures
 * @param height of the pictures and of the mosaic
 * @param width of the pictures and of the mosaic
 */
public record Mosaic(int side, int channels, int height, int width) {

    /** Checks the sizes. */
    public Mosaic {
        if (side < 2 || side > Math.min(height, width) || channels < 1) {
            throw new IllegalArgumentException(
                    "a mosaic of " + side + " x " + side + " cells in " + height + " x " + width + " pixels");
        }
    }

    /** Number of cells. */
    public int cells() {
        return side * side;
    }

    /**
     * Puts pictures together, row by row.
     *
     * @param pictures one for each cell, channels x height x width
     * @return channels x height x width; every pixel is the mean of the part of its picture that it stands for
     */
    public float[] of(List<float[]> pictures) {
        if (pictures.size() != cells()) {
            throw new IllegalArgumentException(pictures.size() + " pictures for " + cells() + " cells");
        }
        float[] mosaic = new float[channels * height * width];
        for (int cell = 0; cell < cells(); cell++) {
            int top = edge(cell / side, height);
            int bottom = edge(cell / side + 1, height);
            int left = edge(cell % side, width);
            int right = edge(cell % side + 1, width);
            for (int c = 0; c < channels; c++) {
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        mosaic[(c * height + y) * width + x] = mean(
                                pictures.get(cell),
                                c,
                                new Span((double) (y - top) / (bottom - top), (double) (y + 1 - top) / (bottom - top)),
                                new Span(
                                        (double) (x - left) / (right - left),
                                        (double) (x + 1 - left) / (right - left)));
                    }
                }
            }
        }
        return mosaic;
    }

    private int edge(int cell, int length) {
        return cell * length / side;
    }

    /** Part of a side, as shares of it. */
    private record Span(double from, double to) {}

    private float mean(float[] picture, int channel, Span rows, Span columns) {
        double sum = 0;
        double all = 0;
        for (int y = (int) (rows.from * height); y < Math.min(height, Math.ceil(rows.to * height)); y++) {
            double high = overlap(y, rows, height);
            for (int x = (int) (columns.from * width); x < Math.min(width, Math.ceil(columns.to * width)); x++) {
                double weight = high * overlap(x, columns, width);
                sum += weight * picture[(channel * height + y) * width + x];
                all += weight;
            }
        }
        return (float) (sum / all);
    }

    private static double overlap(int pixel, Span span, int length) {
        return Math.max(0, Math.min(pixel + 1, span.to * length) - Math.max(pixel, span.from * length));
    }

    /** The pixels of a cell. */
    public TrueRegion region(int cell) {
        int row = cell / side;
        int column = cell % side;
        Box box = new Box(edge(column, width), edge(row, height), edge(column + 1, width), edge(row + 1, height));
        return TrueRegion.ofBoxes(List.of(box), height, width);
    }

    /**
     * Share of the positive relevance that lies in the cell; 0 for a map without positive values. Chance is one over the
     * number of cells.
     */
    public double score(Heatmap map, int cell) {
        return new Localization.Mass().score(map, region(cell));
    }
}
