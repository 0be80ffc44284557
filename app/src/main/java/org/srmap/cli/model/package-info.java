/**
 * Commands about models: {@code check}, {@code export} and {@code models}.
 *
 * <p>Uses {@code options}, {@code terminal} and the library.
 */
@NullMarked
package org.srmap.cli.model;

import org.jspecify.annotations.NullMarked;
