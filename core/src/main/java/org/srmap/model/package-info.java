/**
 * Where models come from: weight files, the architectures they belong to, model cards, labels, and the model store.
 *
 * <p>{@link org.srmap.model.weights.StateDict} reads the files people really have: PyTorch's zip form (1.6 and later) and its
 * older stream form, and safetensors. Tensors are views into the memory-mapped file. Nothing in a file is ever
 * executed: the reader of Python's pickle format knows a closed list of names, and refuses any other by its name.
 * {@link org.srmap.model.Architecture} turns such a state dict into a {@link org.srmap.graph.Graph}.
 *
 * <p>Sources. AlexNet: Krizhevsky et al., NIPS 2012, in the one-column form of Krizhevsky, "One weird trick for
 * parallelizing convolutional neural networks", 2014 (torchvision), and in the two-group form with local response
 * normalisation (Caffe's AlexNet and CaffeNet, Jia et al., 2014). VGG: Simonyan and Zisserman, ICLR 2015. VGG-Face:
 * Parkhi et al., BMVC 2015. SqueezeNet: Iandola et al., 2016. ResNet: He et al., CVPR 2016. The formats: Python's
 * pickletools documentation (protocols 0 to 5), PKWARE's APPNOTE 6.3 for zip, and the safetensors format description.
 *
 * <p>Uses {@link org.srmap.graph}, {@link org.srmap.file}, the JDK, and Jackson for JSON.
 */
@NullMarked
package org.srmap.model;

import org.jspecify.annotations.NullMarked;
