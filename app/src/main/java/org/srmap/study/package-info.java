/**
 * Studies: many photos through several models, with one row of results for each photo, model and preset.
 *
 * <p>{@link org.srmap.study.PhotoStudy} is the function of one photo, the same on one machine and on a cluster.
 * {@link org.srmap.study.Study} runs it over a data set into a {@link org.srmap.run.RunFolder}: several photos at a time,
 * one Parquet file per finished shard, written aside and renamed, so that a run that was killed goes on where it
 * was. {@link org.srmap.study.Column} is the schema.
 *
 * <p>Uses the public face, {@link org.srmap.eval.data}, {@link org.srmap.run}, DuckDB and Jackson; not the command line.
 */
@NullMarked
package org.srmap.study;

import org.jspecify.annotations.NullMarked;
