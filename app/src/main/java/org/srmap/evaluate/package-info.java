/**
 * {@code srmap evaluate}: maps of many photos by many methods, rated by the metrics of {@link org.srmap.eval}.
 *
 * <p>One road: data set ({@code eval.data}) to {@link org.srmap.evaluate.Case} (photo, class, true region), to maps
 * ({@link org.srmap.evaluate.MapSource}), to numbers ({@link org.srmap.evaluate.Metric}), to lines of a table
 * ({@link org.srmap.evaluate.Journal}), to means with intervals ({@link org.srmap.evaluate.Summary}), to a page
 * ({@link org.srmap.evaluate.ReportPage}). Every line is written when it is known, so that a run can be stopped and goes
 * on where it was.
 *
 * <p>Uses the face, {@link org.srmap.eval}, {@code image}, {@code saliency}, {@link org.srmap.run},
 * {@link org.srmap.page}, Jackson.
 */
@NullMarked
package org.srmap.evaluate;

import org.jspecify.annotations.NullMarked;
