package org.srmap.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180; lines may end in a line feed alone, and do when they are written). */
public final class Csv {
    private Csv() {}

    /**
     * A row.
     *
     * @param line the line of the text that it begins in, from 1
     * @param cells its cells without their quotes; a blank line has one cell
     */
    public record Row(int line, List<String> cells) {
        /** Copies the cells. */
        public Row {
            cells = List.copyOf(cells);
        }

        /** Whether it is a blank line. */
        public boolean isBlank() {
            return cells.size() == 1 && cells.get(0).isBlank();
        }
    }

    /**
     * A row as a line, with its line feed.
     *
     * @param cells any texts; those with commas, quotes or line ends are quoted
     */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    /**
     * The rows of a text.
     *
     * @throws IOException when a quoted cell has no end; the message begins with {@code line N}
     */
    public static List<Row> rows(String text) throws IOException {
        Reader reader = new Reader(text);
        List<Row> rows = new ArrayList<>();
        while (reader.at < text.length()) {
            rows.add(reader.row());
        }
        return rows;
    }

    /** A place in a text. */
    private static final class Reader {
        private final String text;
        private int at;
        private int line = 1;

        Reader(String text) {
            this.text = text;
        }

        Row row() throws IOException {
            int begin = line;
            List<String> cells = new ArrayList<>();
            cells.add(cell());
            while (at < text.length() && text.charAt(at) == ',') {
                at++;
                cells.add(cell());
            }
            at++; // the line feed
            line++;
            return new Row(begin, cells);
        }

        /** Up to the comma or line feed after it. A cell is quoted when nothing but blanks is before its quote. */
        private String cell() throws IOException {
            StringBuilder cell = new StringBuilder();
            boolean blank = true;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == ',' || c == '\n') {
                    break;
                } else if (c == '"' && blank) {
                    cell.setLength(0);
                    quoted(cell);
                    blank = false;
                } else if (c != '\r') {
                    cell.append(c);
                    blank &= Character.isWhitespace(c);
                }
            }
            return cell.toString();
        }

        /** From a quote to the one that ends it; two stand for one. */
        private void quoted(StringBuilder cell) throws IOException {
            int begin = line;
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    if (at + 1 == text.length() || text.charAt(at + 1) != '"') {
                        return;
                    }
                    at++;
                }
                line += c == '\n' ? 1 : 0;
                cell.append(c);
            }
            throw new IOException("line " + begin + ": a quoted cell has no end");
        }
    }
}
