/**
 * NumPy array files: reads {@code .npy} (format versions 1, 2 and 3) and {@code .npz}, writes {@code .npy} version 1.
 * Arrays from strangers are safe to read: the header goes through a small closed parser, no size is believed before it
 * has been compared with the bytes that are really there, and pickled objects are refused.
 *
 * <p>Uses {@link org.srmap.file} and the JDK. Source of the format: the NumPy Enhancement Proposal 1 and {@code numpy.lib.format}.
 */
@NullMarked
package org.srmap.npy;

import org.jspecify.annotations.NullMarked;
