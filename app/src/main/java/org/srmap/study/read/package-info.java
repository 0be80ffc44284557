/**
 * Reads finished and unfinished studies: the folder RUN with {@code study.json} and {@code results/*.parquet}.
 *
 * <p>{@link org.srmap.study.read.StudyRun} copies the rows into a database in memory, with the views of {@code
 * views.sql}. Then the database is locked: no statement, whoever wrote it, can read or write a file or change a setting.
 *
 * <p>Uses the schema of {@code org.srmap.study}, DuckDB (the only room that reads studies with it) and Jackson.
 */
@NullMarked
package org.srmap.study.read;

import org.jspecify.annotations.NullMarked;
