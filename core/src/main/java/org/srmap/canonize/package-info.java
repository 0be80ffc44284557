/**
 * Brings a model into the one form that the relevance compiler understands, without changing what it computes.
 *
 * <p>Each pass is one small stateless class called after what it does; {@link org.srmap.canonize.Canonizer} holds the
 * list of them in their order and validates the graph after each. {@link org.srmap.canonize.shape.ShapeInference} says what
 * shape every value has and evaluates shape arithmetic.
 *
 * <p>Sources: the ONNX operator specification; batch-norm merging as in Zennit's canonizers (Anders et al. 2021).
 *
 * <p>Uses {@link org.srmap.graph} only.
 */
@NullMarked
package org.srmap.canonize;

import org.jspecify.annotations.NullMarked;
