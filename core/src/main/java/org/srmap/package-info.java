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
 * <p>{@link org.srmap.Model} is a classifier with its labels and preprocessing, {@link org.srmap.Explainer} computes
 * {@link org.srmap.Explanation}s with it. Relevance is computed as {@link org.srmap.lrp} says, the Salient Relevance
 * map as {@link org.srmap.saliency} says (Li, Tian, Mueller, Chen 2019).
 *
 * <p>Uses all other packages of the library.
 */
@NullMarked
package org.srmap;

import org.jspecify.annotations.NullMarked;
