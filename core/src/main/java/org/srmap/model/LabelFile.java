package org.srmap.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.srmap.file.BoundedFile;
import org.srmap.file.Csv;
import org.srmap.text.Json;
import org.srmap.text.OneLine;

/** Reads labels out of the forms of files that people keep them in. */
final class LabelFile {
    private static final int LARGEST = 1 << 24;
    private static final Pattern SYNSET = Pattern.compile("n[0-9]{8}");
    private static final Pattern SYNSET_AND_NAME = Pattern.compile("(n[0-9]{8})\\s+(.+)");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}");
    private static final List<String> NAMES = List.of("name", "label", "class", "class_name", "words", "category");

    /** Rows in the order of the classes. */
    private final TreeMap<Integer, String> names = new TreeMap<>();

    private final TreeMap<Integer, String> synsets = new TreeMap<>();

    private LabelFile() {}

    static Labels read(Path file) throws IOException {
        String text = new String(BoundedFile.read(file, LARGEST), StandardCharsets.UTF_8);
        try {
            return parse(file.toString(), text);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Labels out of a text; the file's name says which form it has. */
    static Labels parse(String fileName, String raw) throws IOException {
        String text = raw.startsWith("\ufeff") ? raw.substring(1) : raw;
        LabelFile rows = new LabelFile();
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            rows.json(Json.read(text.getBytes(StandardCharsets.UTF_8)));
        } else if (name.endsWith(".tsv")) {
            rows.table(lines(text).stream().map(line -> line.split("\t", -1)).toList());
        } else if (name.endsWith(".csv")) {
            rows.table(commaSeparated(text));
        } else {
            rows.lines(lines(text));
        }
        return rows.labels();
    }

    private Labels labels() throws IOException {
        int count = names.size();
        if (count == 0) {
            throw new IOException("there are no labels in it");
        }
        if (names.firstKey() != 0 || names.lastKey() != count - 1) {
            throw new IOException("its " + count + " labels have the indices " + names.firstKey() + " to "
                    + names.lastKey() + "; expected 0 to " + (count - 1));
        }
        return Labels.of(
                List.copyOf(names.values()), synsets.size() == count ? List.copyOf(synsets.values()) : List.of());
    }

    private void add(int index, String name) throws IOException {
        if (names.put(index, name) != null) {
            throw new IOException("it has two labels for class " + index);
        }
    }

    private static List<String> lines(String text) {
        return text.stripTrailing().lines().map(String::strip).toList();
    }

    private void lines(List<String> lines) throws IOException {
        boolean withSynsets =
                lines.stream().allMatch(l -> SYNSET_AND_NAME.matcher(l).matches());
        for (int i = 0; i < lines.size() && !lines.equals(List.of("")); i++) {
            Matcher both = SYNSET_AND_NAME.matcher(lines.get(i));
            if (withSynsets && both.matches()) {
                synsets.put(i, both.group(1));
                add(i, both.group(2));
            } else {
                add(i, lines.get(i).isEmpty() ? "class " + i : lines.get(i));
            }
        }
    }

    private static List<String[]> commaSeparated(String text) throws IOException {
        return Csv.rows(text.stripTrailing()).stream()
                .map(row -> row.cells().stream().map(String::strip).toArray(String[]::new))
                .toList();
    }

    /** Columns are told by their header or, without one, by what is in the first row. */
    private void table(List<String[]> rows) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        List<String> header =
                Arrays.stream(rows.get(0)).map(c -> c.toLowerCase(Locale.ROOT)).toList();
        int name = column(header, NAMES);
        boolean headed = name >= 0;
        int index = headed ? header.indexOf("index") : first(header, INDEX);
        int synset = headed ? column(header, List.of("synset", "wnid")) : first(header, SYNSET);
        for (int i = 0; !headed && name < 0 && i < header.size(); i++) {
            name = i == index || i == synset ? -1 : i;
        }
        if (name < 0) {
            throw new IOException("no column looks like names");
        }
        for (String[] row : rows.subList(headed ? 1 : 0, rows.size())) {
            if (row.length <= Math.max(name, Math.max(index, synset))) {
                throw new IOException("the row \"" + OneLine.text(String.join(" ", row)) + "\" is too short");
            }
            int at = index < 0 ? names.size() : number(row[index]);
            add(at, row[name]);
            if (synset >= 0) {
                synsets.put(at, row[synset]);
            }
        }
    }

    private static int column(List<String> header, List<String> known) {
        return header.stream()
                .filter(known::contains)
                .map(header::indexOf)
                .findFirst()
                .orElse(-1);
    }

    private static int first(List<String> cells, Pattern pattern) {
        for (int i = 0; i < cells.size(); i++) {
            if (pattern.matcher(cells.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    private static int number(String text) throws IOException {
        if (!INDEX.matcher(text).matches()) {
            throw new IOException("\"" + OneLine.text(text) + "\" is not an index of a class");
        }
        return Integer.parseInt(text);
    }

    private void json(JsonNode node) throws IOException {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                value(i, node.get(i));
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (field.getValue().isInt()) {
                    add(number(field.getValue().asText()), field.getKey());
                } else {
                    value(number(field.getKey()), field.getValue());
                }
            }
        }
    }

    /** A name, [synset, name], or {"name": ..., "synset": ...}. */
    private void value(int index, JsonNode node) throws IOException {
        if (node.isArray() && node.size() == 2) {
            synsets.put(index, node.get(0).asText());
            add(index, node.get(1).asText());
        } else if (node.isObject()) {
            JsonNode name = node.has("name") ? node.path("name") : node.path("label");
            if (!name.isTextual()) {
                throw new IOException("class " + index + " has no \"name\"");
            }
            if (node.path("synset").isTextual()) {
                synsets.put(index, node.path("synset").asText());
            }
            add(node.path("index").asInt(index), name.asText());
        } else if (node.isTextual()) {
            add(index, node.asText());
        } else {
            throw new IOException("class " + index + " has " + OneLine.text(node.toString()) + " for a label");
        }
    }
}
