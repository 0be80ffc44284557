package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.srmap.Target;
import org.srmap.cli.terminal.UsageException;
import org.srmap.model.Labels;

/**
 * The true classes of files: from a table, or from the names of the folders that they are in.
 *
 * @param file the table; null: folders
 * @param labels label by file as the table names it
 */
record Truth(@Nullable Path file, Map<String, String> labels) {
    private static final long MOST_BYTES = 64L << 20;

    /**
     * Reads a table of lines {@code file,label}; a first line {@code file,label} is a heading. The file may be named by
     * its path as given, by its name or by its stem; the label by index, label or synset.
     *
     * @param table the table; null: folders tell
     */
    static Truth read(@Nullable Path table) throws IOException {
        if (table == null) {
            return new Truth(null, Map.of());
        }
        if (!Files.isRegularFile(table)) {
            throw new UsageException("--truth " + table + ": no such file");
        }
        if (Files.size(table) > MOST_BYTES) {
            throw new IOException(table + ": " + Files.size(table) + " bytes are too many for a table of labels");
        }
        Map<String, String> labels = new HashMap<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(table);
        } catch (java.nio.charset.MalformedInputException e) {
            throw new IOException(table + ": not a text in UTF-8", e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int comma = line.indexOf(',');
            if (line.isEmpty() || i == 0 && line.replace(" ", "").equalsIgnoreCase("file,label")) {
                continue;
            }
            if (comma < 1 || comma == line.length() - 1) {
                throw new IOException(table + ", line " + (i + 1) + ": \"" + line + "\"; file,label is needed");
            }
            labels.put(unquoted(line.substring(0, comma)), unquoted(line.substring(comma + 1)));
        }
        return new Truth(table, Map.copyOf(labels));
    }

    private static String unquoted(String cell) {
        String text = cell.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }

    /**
     * The true class of a file.
     *
     * @throws IOException when it is not known
     */
    Target of(Path input, Labels names) throws IOException {
        return file == null ? byFolder(input, names) : byTable(input, names);
    }

    private Target byTable(Path input, Labels names) throws IOException {
        String name = String.valueOf(input.getFileName());
        int dot = name.lastIndexOf('.');
        for (String key : List.of(input.toString(), name, dot > 0 ? name.substring(0, dot) : name)) {
            String label = labels.get(key);
            if (label != null) {
                try {
                    return new Target.Index(names.index(label));
                } catch (IllegalArgumentException e) {
                    throw new IOException("its true label in " + file + ": " + e.getMessage(), e);
                }
            }
        }
        throw new IOException("no true label: " + file + " does not name this file");
    }

    private static Target byFolder(Path input, Labels names) throws IOException {
        Path folder = input.toAbsolutePath().normalize().getParent();
        String called = folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString();
        OptionalInt index = IntStream.range(0, names.size())
                .filter(i -> names.synset(i).equalsIgnoreCase(called) && !called.isEmpty()
                        || plain(names.name(i)).equalsIgnoreCase(plain(called)))
                .findFirst();
        if (index.isEmpty()) {
            throw new IOException("no true label: the folder \"" + called
                    + "\" is not called like a label or synset of the model; give a table with --truth");
        }
        return new Target.Index(index.getAsInt());
    }

    private static String plain(String label) {
        return label.replace('_', ' ').replace('-', ' ').strip();
    }
}
