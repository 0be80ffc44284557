package org.srmap.evaluate;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that grows by whole lines and survives being stopped at any byte: what was written is read again, a torn last
 * line is dropped. At the end it is put in order, so that a run that was stopped leaves the same file as one that was
 * not.
 */
final class Journal implements AutoCloseable {
    private final Path file;
    private final List<String> header;
    private final Map<List<String>, List<String>> lines = new LinkedHashMap<>();
    private final List<Integer> key;
    private final Writer out;

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
        rewrite(List.copyOf(lines.values()));
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private void read() throws IOException {
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<String> rows = whole.lines().toList();
        for (int i = 1; i < rows.size(); i++) {
            List<String> cells = Csv.cells(rows.get(i));
            if (cells.size() == header.size()) {
                lines.put(keyOf(cells), cells);
            }
        }
    }

    private List<String> keyOf(List<String> cells) {
        List<String> own = new ArrayList<>();
        key.forEach(k -> own.add(cells.get(k)));
        return own;
    }

    boolean has(String... keys) {
        return lines.containsKey(List.of(keys));
    }

    List<List<String>> lines() {
        return List.copyOf(lines.values());
    }

    /** Adds lines, all or none of them. */
    void add(List<List<String>> more) throws IOException {
        StringBuilder text = new StringBuilder();
        for (List<String> cells : more) {
            lines.put(keyOf(cells), cells);
            text.append(Csv.line(cells)).append('\n');
        }
        out.write(text.toString());
        out.flush();
    }

    /** Puts the lines in another order. */
    void order(java.util.Comparator<List<String>> by) throws IOException {
        rewrite(lines.values().stream().sorted(by).toList());
    }

    private void rewrite(List<List<String>> all) throws IOException {
        StringBuilder text = new StringBuilder(Csv.line(header)).append('\n');
        all.forEach(cells -> text.append(Csv.line(cells)).append('\n'));
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
