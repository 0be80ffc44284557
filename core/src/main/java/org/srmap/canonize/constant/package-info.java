/**
 * Computes nodes whose inputs are all constants, in plain Java.
 *
 * <p>Source: the ONNX operator specification. Uses {@link org.srmap.graph} and {@link org.srmap.canonize.shape}.
 */
@NullMarked
package org.srmap.canonize.constant;

import org.jspecify.annotations.NullMarked;
