package org.srmap;

import org.srmap.image.Geometry;
import org.srmap.image.PreparedPhoto;
import org.srmap.map.PixelMap;

/**
 * One input of a model.
 *
 * @param name what results call it
 * @param input preprocessed values
 * @param geometry where it lies in the photo it was made from
 * @param made how it was made: {@code photo} by the model's preprocessing, or {@code tensor} given as it is
 * @param decodeSeconds how long making it took
 */
public record InputItem(String name, PixelMap input, Geometry geometry, String made, double decodeSeconds) {

    /** An input made from a photo. */
    public static InputItem of(String name, PreparedPhoto photo, double decodeSeconds) {
        return new InputItem(name, photo.input(), photo.geometry(), "photo", decodeSeconds);
    }
}
