/**
 * Commands for whole data sets: {@code study} with {@code query} and {@code report}, and {@code evaluate}.
 *
 * <p>Uses {@code options}, {@code terminal}, {@code org.srmap.study} and {@code org.srmap.evaluate}.
 */
@NullMarked
package org.srmap.cli.study;

import org.jspecify.annotations.NullMarked;
