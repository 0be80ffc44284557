/**
 * Rewriting the forward part of a compiled graph: in double precision, so that no ReLU is decided by rounding
 * ({@link org.srmap.lrp.exact.DoubleForward}), and with a first convolution that is rounded nearly once ({@link
 * org.srmap.lrp.exact.FirstConvolution}).
 *
 * <p>For {@code org.srmap.lrp} only.
 */
@NullMarked
package org.srmap.lrp.exact;

import org.jspecify.annotations.NullMarked;
