/**
 * How good an explanation is: metrics on maps and true regions, on curves of perturbed pictures, and the statistics that
 * go with them.
 *
 * <p>Everything here works on plain arrays; whoever can rate pictures is given as a {@link org.srmap.eval.Scorer}. All
 * metrics look at the positive part of a map, max(R, 0), unless they say otherwise: negative relevance speaks against
 * the class and marks no place. Maps with NaN or infinite values and true regions that are empty or cover the whole
 * picture are refused; what constant and all-negative maps give is said at each metric, and is never a hit.
 *
 * <p>Uses {@link org.srmap.saliency} and the JDK. Definitions are those of the papers named at each class;
 * docs/evaluation.md says where other programs differ.
 */
@NullMarked
package org.srmap.eval;

import org.jspecify.annotations.NullMarked;
