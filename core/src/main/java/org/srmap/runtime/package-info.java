/**
 * Runs graphs: ONNX Runtime sessions, threads, devices. The only room that knows {@code ai.onnxruntime}.
 *
 * <p>Tensors go in and come out as {@link org.srmap.graph.Tensor}; native memory never leaves this package. Weights are
 * handed over as they lie in memory (mapped files stay mapped).
 *
 * <p>Uses {@link org.srmap.graph}, {@link org.srmap.onnx} and ONNX Runtime.
 */
@NullMarked
package org.srmap.runtime;

import org.jspecify.annotations.NullMarked;
