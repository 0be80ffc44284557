/**
 * Turns a compiled graph into a file that other programs run: another operator set, names and layouts that do not
 * depend on the model, pictures as bytes, half-precision weights.
 *
 * <p>Every class is a pass of {@link org.srmap.canonize.Pass}: a graph in, a graph out that computes the same. What an
 * operator set has is written in the ONNX operator changelog (https://onnx.ai/onnx/operators/, Apache-2.0); the one
 * rewriting with mathematics of its own, {@link org.srmap.export.AddByConvolution}, explains it.
 *
 * <p>Uses {@link org.srmap.graph}, {@link org.srmap.canonize} and, for half-precision numbers, {@link org.srmap.npy}.
 */
@NullMarked
package org.srmap.export;

import org.jspecify.annotations.NullMarked;
