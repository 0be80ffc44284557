package org.srmap.model.network;

import org.srmap.graph.Dim;

/**
 * Height and width of a model's input, in pixels; or open, when the model takes any.
 *
 * @param height height, or a symbol
 * @param width width, or a symbol
 */
public record InputSize(Dim height, Dim width) {
    private static final int LARGEST = 1 << 14;

    /** Any size, fixed only when the model runs. */
    public static final InputSize OPEN = new InputSize(Dim.symbol("H"), Dim.symbol("W"));

    /**
     * A fixed size.
     *
     * @throws IllegalArgumentException unless both are between 1 and 16384
     */
    public static InputSize of(int height, int width) {
        if (height < 1 || width < 1 || height > LARGEST || width > LARGEST) {
            throw new IllegalArgumentException(
                    "an input of " + height + " x " + width + " pixels is not between 1 and " + LARGEST);
        }
        return new InputSize(Dim.of(height), Dim.of(width));
    }

    @Override
    public String toString() {
        return height + " x " + width;
    }
}
