/**
 * Architectures as graph builders: AlexNet, VGG, SqueezeNet, ResNet, layer by layer as torchvision and Caffe define
 * them.
 *
 * <p>Uses {@link org.srmap.graph} and {@link org.srmap.model.weights}.
 */
@NullMarked
package org.srmap.model.network;

import org.jspecify.annotations.NullMarked;
