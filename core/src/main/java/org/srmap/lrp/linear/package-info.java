/**
 * Layers with a linear map and the rules on them. A layer (convolution, transposed convolution, dense, pooling) says
 * only how it maps forward and back ({@code Linear}); each rule is written once on top of that.
 * {@code Stacked...}, {@code Fast...} and {@code FlatConvolution} leave out what a convolution's rule need not compute;
 * other layers keep the general emitters.
 *
 * <p>Formulas: docs/rules.md. For {@code org.srmap.lrp} only.
 */
@NullMarked
package org.srmap.lrp.linear;

import org.jspecify.annotations.NullMarked;
