/**
 * The report of a study: pages of HTML that open from disk, without a network and without scripts.
 *
 * <p>Every text that comes from the study (names of files, labels, models, errors) goes through {@link
 * org.srmap.page.Html}, which escapes it; names of the report's own files are numbers. A content security policy
 * allows nothing but the page's own style and pictures beside it.
 *
 * <p>Uses {@code org.srmap.study.read}, the data sets of the library, its photos and its colours.
 */
@NullMarked
package org.srmap.study.report;

import org.jspecify.annotations.NullMarked;
