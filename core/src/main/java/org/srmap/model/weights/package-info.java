/**
 * Weight files: PyTorch's (zip and legacy) and safetensors, read without running anything that is in them. A {@link
 * org.srmap.model.weights.StateDict} maps names to tensors; large ones stay in the file.
 *
 * <p>Uses {@link org.srmap.graph} and {@link org.srmap.text}.
 */
@NullMarked
package org.srmap.model.weights;

import org.jspecify.annotations.NullMarked;
