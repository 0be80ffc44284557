package org.srmap.image;

/**
 * A photo as the network gets it.
 *
 * @param tensor values channel by channel, each row by row; not a copy
 * @param channels number of channels
 * @param height height of the tensor
 * @param width width of the tensor
 * @param geometry where its pixels lie in the photo
 */
@SuppressWarnings("ArrayRecordComponent") // the tensor is large and goes straight to the runtime; never compared
public record PreparedPhoto(float[] tensor, int channels, int height, int width, Geometry geometry) {
    /** Checks that the tensor has as many values as its sizes say. */
    public PreparedPhoto {
        if (tensor.length != (long) channels * height * width) {
            throw new IllegalArgumentException(
                    tensor.length + " values are not " + channels + "x" + height + "x" + width);
        }
    }
}
