/**
 * Texts from files and people: made fit for one line of a message, JSON read within limits, digests, near names.
 *
 * <p>Uses the JDK and Jackson.
 */
@NullMarked
package org.srmap.text;

import org.jspecify.annotations.NullMarked;
