/**
 * The model as data: an immutable graph of named operators over named values, weights beside it.
 *
 * <p>The vocabulary is ONNX's (operators, attributes, value names in single-assignment form), the classes are our own
 * and know nothing of files, protobuf or a runtime. A pass takes a {@link org.srmap.graph.Graph} and returns another
 * one; nothing here is ever modified in place. {@link org.srmap.graph.GraphText} is the readable form that tests use,
 * {@link org.srmap.graph.Validator} says whether a graph is well formed.
 *
 * <p>Uses the JDK, and half floats of {@code org.srmap.npy}.
 */
@NullMarked
package org.srmap.graph;

import org.jspecify.annotations.NullMarked;
