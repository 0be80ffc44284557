/**
 * The small public face: from a model and a photo to an explanation.
 *
 * <pre>{@code
 * try (Explainer explainer = Explainer.open(Model.demo(), ExplainerSettings.defaults())) {
 *     Explanation explanation = explainer.explain(Photo.read(Path.of("photo.jpg")));
 *     System.out.println(explanation.inWords());
 * }
 * }</pre>
 *
 * <p>The ten types to begin with:
 *
 * <ul>
 *   <li>{@link org.srmap.Model}: a classifier with its labels and preprocessing.
 *   <li>{@link org.srmap.Explainer}: computes explanations with a model, by {@link org.srmap.ExplainerSettings}.
 *   <li>{@link org.srmap.Target}: which class is explained.
 *   <li>{@link org.srmap.Explanation}: the answer, with a {@link org.srmap.ClassScore} for each class, the {@link
 *       org.srmap.SalientRelevance} map and its {@link org.srmap.AttentionArea}s.
 *   <li>{@link org.srmap.ExplainerFile}: the explainer as an ONNX file for other programs.
 *   <li>{@link org.srmap.ModelCheck}: what srmap makes of a model, and what stands in its way.
 * </ul>
 *
 * <p>Relevance is computed as {@link org.srmap.lrp} says, the Salient Relevance map as {@link org.srmap.saliency} says
 * (Li, Tian, Mueller, Chen 2019). Whatever is done with a model, it is made ready by {@link
 * org.srmap.CanonicalModel#of}, which lists everything that stands in the way.
 *
 * <p>Uses all other packages of the library.
 */
@NullMarked
package org.srmap;

import org.jspecify.annotations.NullMarked;
