/**
 * From a relevance map to where the network looked: the SR map (context-aware saliency) and its attention areas.
 *
 * <p>This package uses {@code org.srmap.map} and the JDK only; it knows nothing of models, photos or files. The road through it: {@link org.srmap.saliency.SaliencyInput} turns signed relevance into what the stage looks
 * at, {@link org.srmap.saliency.ContextAwareSaliency} computes the SR map, {@link org.srmap.saliency.AttentionAreas}
 * cuts it into areas, and {@link org.srmap.saliency.AttentionWords} says in words where they lie.
 *
 * <p>Inside, a {@code Scale} holds the patches of one scale, {@code PatchSearch} finds the K nearest patches of every
 * pixel, and a {@code DistanceKernel} does the arithmetic: {@code VectorKernel} where the module
 * {@code jdk.incubator.vector} is present, else {@code PlainKernel}. Kernels only propose candidates; which of them
 * count, and their distances, is decided in one place, so both give the same bytes for any number of threads.
 *
 * <p>Source of the mathematics: S. Goferman, L. Zelnik-Manor, A. Tal, "Context-aware saliency detection" (CVPR 2010;
 * IEEE PAMI 34(10), 2012), applied to relevance as in H. Li, Y. Tian, K. Mueller, X. Chen, "Beyond saliency:
 * understanding convolutional neural networks from saliency prediction on layer-wise relevance propagation" (2019).
 */
@NullMarked
package org.srmap.saliency;

import org.jspecify.annotations.NullMarked;
