package org.srmap.eval.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.srmap.file.BoundedFile;
import org.srmap.file.Csv;

/**
 * A table of comma-separated values with a header; columns are found by their names.
 *
 * @param file where it comes from
 * @param header names of the columns, in lower case
 * @param rows cells; rows may be shorter than the header
 */
record CsvTable(Path file, List<String> header, List<Csv.Row> rows) {
    private static final int MOST_BYTES = 512 << 20;

    static CsvTable read(Path file) throws IOException {
        List<Csv.Row> rows = rows(file);
        if (rows.isEmpty()) {
            throw new IOException(file + ": it is empty");
        }
        List<String> header = rows.get(0).cells().stream()
                .map(c -> c.strip().toLowerCase(Locale.ROOT))
                .toList();
        return new CsvTable(file, header, rows.subList(1, rows.size()));
    }

    private static List<Csv.Row> rows(Path file) throws IOException {
        String text = text(file);
        try {
            return Csv.rows(text).stream().filter(row -> !row.isBlank()).toList();
        } catch (IOException e) {
            throw new IOException(file + ", " + e.getMessage(), e);
        }
    }

    /** A list or table as a text. */
    static String text(Path file) throws IOException {
        return BoundedFile.readText(file, MOST_BYTES);
    }

    /** The cell of a column, empty where there is none. */
    String cell(Csv.Row row, String column) {
        int at = header.indexOf(column);
        return at < 0 || at >= row.cells().size() ? "" : row.cells().get(at).strip();
    }
}
