/**
 * Ways to explain a prediction, behind one interface: relevance propagation itself and the baselines that it is compared
 * with.
 *
 * <p>A {@link org.srmap.attribution.Method} says what is computed; opened for a {@link org.srmap.attribution.Network} it
 * becomes an {@link org.srmap.attribution.Attribution}, which turns pictures and classes into logits and maps. {@link
 * org.srmap.attribution.Methods} finds methods by name. Baselines that need gradients get them from the relevance compiler
 * (preset {@code gradient}); gradient, guided backpropagation, deconvnet and excitation backpropagation are presets of
 * {@link org.srmap.lrp} and need nothing here.
 *
 * <p>Every baseline explains the number v . logits, where v is 1 at the target (initial relevance {@code one}), 1 at
 * the target and -1 at another class ({@code difference}), or a vector of the caller's.
 *
 * <p>Sources: Smilkov et al. 2017 (SmoothGrad), Sundararajan et al. 2017 (Integrated Gradients), Shrikumar et al. 2016
 * (input x gradient), Selvaraju et al. 2017 (Grad-CAM), Jiang et al. 2021 (LayerCAM), Zeiler and Fergus 2014
 * (occlusion), Petsiuk et al. 2018 (RISE).
 *
 * <p>Uses {@link org.srmap.graph}, {@link org.srmap.canonize}, {@link org.srmap.lrp}, {@link org.srmap.runtime} and
 * {@link org.srmap.npy}.
 */
@NullMarked
package org.srmap.attribution;

import org.jspecify.annotations.NullMarked;
