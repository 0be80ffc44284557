package org.srmap.eval;

/**
 * What a model sees.
 *
 * @param tensor channels x height x width, preprocessed; not modified
 * @param channels number of channels
 * @param height in pixels
 * @param width in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // large and never compared
public record Picture(float[] tensor, int channels, int height, int width) {

    /** Number of pixels. */
    public int pixels() {
        return height * width;
    }

    /** Another picture of the same size. */
    public Picture with(float[] other) {
        return new Picture(other, channels, height, width);
    }
}
