/**
 * What each ONNX operator is, one row each: {@link org.srmap.operator.Operator}. Passes, shape inference, composites and
 * the relevance compiler ask this table instead of keeping lists of their own. What needs code (a shape of its own, an
 * emitter, a kernel in double precision) is elsewhere; the row says that there is some.
 *
 * <p>Uses {@link org.srmap.graph}.
 */
@NullMarked
package org.srmap.operator;

import org.jspecify.annotations.NullMarked;
