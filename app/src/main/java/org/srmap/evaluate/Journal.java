package org.srmap.evaluate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.file.AsideFile;
import org.srmap.file.Csv;

/**
 * A table that grows by whole lines and survives being stopped at any byte: what was written is read again, a torn last
 * line is dropped. At the end it is put in order, so that a run that was stopped leaves the same file as one that was
 * not. Line ends in cells become spaces.
 */
final class Journal implements AutoCloseable {
    private final Path file;
    private final List<String> header;
    private final Map<List<String>, List<String>> lines = new LinkedHashMap<>();
    private final List<Integer> key;
    private final FileChannel out;

    /**
     * Opens a table, or begins one.
     *
     * @param header names of its columns
     * @param key which cells tell lines apart
     */
    Journal(Path file, List<String> header, List<Integer> key) throws IOException {
        this.file = file;
        this.header = header;
        this.key = key;
        if (Files.exists(file)) {
            read();
        }
        rewrite(lines.values());
        out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private void read() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        List<Csv.Row> rows = rows(new String(bytes, 0, whole, StandardCharsets.UTF_8));
        for (Csv.Row row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            if (row.cells().size() == header.size()) {
                lines.put(keyOf(row.cells()), row.cells());
            }
        }
    }

    private List<Csv.Row> rows(String text) throws IOException {
        try {
            return Csv.rows(text);
        } catch (IOException e) {
            throw new IOException(file + ", " + e.getMessage() + "; delete the file to measure again", e);
        }
    }

    private List<String> keyOf(List<String> cells) {
        return key.stream().map(cells::get).toList();
    }

    private static List<String> flat(List<String> cells) {
        return cells.stream().map(cell -> cell.replaceAll("[\\r\\n]+", " ")).toList();
    }

    boolean has(String... keys) {
        return lines.containsKey(flat(List.of(keys)));
    }

    List<List<String>> lines() {
        return List.copyOf(lines.values());
    }

    /** Adds lines; they are on the disk when this returns. */
    void add(List<List<String>> more) throws IOException {
        StringBuilder text = new StringBuilder();
        for (List<String> cells : more) {
            List<String> flat = flat(cells);
            lines.put(keyOf(flat), flat);
            text.append(Csv.line(flat));
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        out.force(false);
    }

    /** Ends the table and puts its lines in another order. */
    void finish(Comparator<List<String>> order) throws IOException {
        out.close();
        rewrite(lines.values().stream().sorted(order).toList());
    }

    private void rewrite(Collection<List<String>> all) throws IOException {
        StringBuilder text = new StringBuilder(Csv.line(header));
        all.forEach(cells -> text.append(Csv.line(cells)));
        AsideFile.write(file, text.toString());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
