package org.srmap.eval.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of comma-separated values with a header (RFC 4180; cells may be quoted, columns are found by their names).
 *
 * @param file where it comes from
 * @param header names of the columns, in lower case
 * @param rows cells; rows may be shorter than the header
 */
record CsvTable(Path file, List<String> header, List<Row> rows) {
    private static final long MOST_BYTES = 512L << 20;

    /**
     * A row.
     *
     * @param line the line of the file that it begins in, from 1
     * @param cells its cells
     */
    record Row(int line, List<String> cells) {}

    static CsvTable read(Path file) throws IOException {
        String text = text(file);
        List<Row> rows = parse(file, text);
        if (rows.isEmpty()) {
            throw new IOException(file + ": it is empty");
        }
        List<String> header = rows.get(0).cells().stream()
                .map(c -> c.strip().toLowerCase(Locale.ROOT))
                .toList();
        return new CsvTable(file, header, rows.subList(1, rows.size()));
    }

    /** A text in UTF-8, without the mark that some programs put in front. */
    static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": " + Files.size(file) + " bytes are more than a list may have (512 MiB)");
        }
        try {
            String text = Files.readString(file);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not a text in UTF-8", e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new IOException(file + ": permission denied", e);
        }
    }

    /** The cell of a column, empty where there is none. */
    String cell(Row row, String column) {
        int at = header.indexOf(column);
        return at < 0 || at >= row.cells().size() ? "" : row.cells().get(at).strip();
    }

    private static List<Row> parse(Path file, String text) throws IOException {
        List<Row> rows = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int begin = 1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (quoted && i < text.length()) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (quoted) {
                throw new IOException(file + ", line " + begin + ": a quoted cell has no end");
            } else if (c == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                quoted = true;
            } else if (c == ',' || c == '\n') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (c != '\r') {
                cell.append(c);
            }
            if (c == '\n') {
                line++;
                if (!quoted) {
                    if (cells.size() > 1 || !cells.get(0).isBlank()) {
                        rows.add(new Row(begin, List.copyOf(cells)));
                    }
                    cells.clear();
                    begin = line;
                }
            }
        }
        return rows;
    }
}
