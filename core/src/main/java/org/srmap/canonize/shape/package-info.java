/**
 * Which shape every value of a graph has: {@link org.srmap.canonize.shape.ShapeInference} walks the graph and evaluates
 * shape arithmetic on the way; {@link org.srmap.canonize.shape.Windows} holds the geometry of convolution and pooling.
 *
 * <p>Source: the ONNX operator specification. Uses {@link org.srmap.graph} only.
 */
@NullMarked
package org.srmap.canonize.shape;

import org.jspecify.annotations.NullMarked;
