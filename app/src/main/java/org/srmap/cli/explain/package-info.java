/**
 * Commands that turn inputs into maps and pictures: {@code explain}, {@code compare} and {@code saliency}.
 *
 * <p>Uses {@code options}, {@code terminal} and the library.
 */
@NullMarked
package org.srmap.cli.explain;

import org.jspecify.annotations.NullMarked;
