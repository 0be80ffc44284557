package org.srmap.image;

import org.srmap.map.PixelMap;

/**
 * A photo as the network gets it.
 *
 * @param input the values of the network's input
 * @param geometry where its pixels lie in the photo
 */
public record PreparedPhoto(PixelMap input, Geometry geometry) {}
