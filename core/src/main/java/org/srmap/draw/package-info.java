/**
 * Maps and photos onto paper: colour maps, figure panels, pictures for pages, PNG files. The same input gives the same
 * bytes on every machine; the typeface comes with the program.
 *
 * <p>May use the JDK, {@link org.srmap.file}, {@link org.srmap.image} and {@link org.srmap.npy}.
 */
@NullMarked
package org.srmap.draw;

import org.jspecify.annotations.NullMarked;
