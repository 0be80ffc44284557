package org.srmap.map;

/**
 * Height and width in pixels.
 *
 * @param height 1 or more
 * @param width 1 or more; height x width is at most 100 million
 */
public record Size(int height, int width) {
    /** The most pixels, so that a wrong file cannot ask for all memory. */
    private static final long MAX_PIXELS = 100_000_000;

    /** Checks that the size is positive and not absurd. */
    public Size {
        if (height < 1 || width < 1 || (long) height * width > MAX_PIXELS) {
            throw new IllegalArgumentException("size " + height + "x" + width
                    + " (height x width): both must be positive, and at most " + MAX_PIXELS + " pixels together");
        }
    }

    /** Height times width. */
    public int pixels() {
        return height * width;
    }

    /** Height x width. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
