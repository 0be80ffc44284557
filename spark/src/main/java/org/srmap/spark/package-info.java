/**
 * Studies on a Spark cluster: the function of one photo, {@link org.srmap.study.PhotoStudy}, in {@code mapPartitions}.
 *
 * <p>{@link org.srmap.spark.SparkStudy} is what {@code spark-submit} starts. The models travel once to each executor, in a
 * broadcast; each executor opens one session per model and preset, which all of its tasks share; a task computes as many
 * photos at a time as it has cores ({@code spark.task.cpus}). Rows have the schema of {@link org.srmap.study.Column}.
 *
 * <p>Uses {@code org.srmap.study}, the options of {@code org.srmap.cli.options}, and Spark, which the cluster provides.
 */
@NullMarked
package org.srmap.spark;

import org.jspecify.annotations.NullMarked;
