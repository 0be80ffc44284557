/**
 * Benchmarks of the SR stage, in the package of what they measure. They use the public classes of srmap-core and JMH.
 * The peer in PyTorch is {@code bench/peers/saliency_torch.py}.
 */
@NullMarked
package org.srmap.saliency;

import org.jspecify.annotations.NullMarked;
