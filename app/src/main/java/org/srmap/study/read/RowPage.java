package org.srmap.study.read;

import java.util.List;

/**
 * A part of the rows.
 *
 * @param rows of this part
 * @param total number of rows that the filter lets through
 */
public record RowPage(List<ResultRow> rows, long total) {
    public RowPage {
        rows = List.copyOf(rows);
    }
}
