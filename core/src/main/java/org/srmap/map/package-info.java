/**
 * Numbers per pixel and plane geometry, the ground that all packages about pictures share: {@link
 * org.srmap.map.PixelMap}, {@link org.srmap.map.Size}, {@link org.srmap.map.Point}, {@link org.srmap.map.Box} and {@link
 * org.srmap.map.Regions}.
 *
 * <p>Uses the JDK only. All coordinates are in pixels, x to the right and y down; the pixel in row r and column c is the
 * square from (c, r) to (c + 1, r + 1).
 */
@NullMarked
package org.srmap.map;

import org.jspecify.annotations.NullMarked;
