package org.srmap.map;

/**
 * A point in a picture. Pixel (i, j) covers the square from (i, j) to (i+1, j+1), so x runs from 0 at the left edge to
 * the width at the right edge, y from 0 at the top to the height.
 *
 * @param x to the right
 * @param y downwards
 */
public record Point(double x, double y) {}
