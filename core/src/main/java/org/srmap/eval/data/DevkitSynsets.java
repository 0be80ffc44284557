package org.srmap.eval.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which synset each id of ILSVRC's development kit is. The ids 1 to 1000 are in no order that models use: models number
 * the synsets as they sort, so ids must go through synsets.
 *
 * <p>Read from a text with a line {@code ID SYNSET ...} for each class, or with the synsets of the ids 1, 2, ... line by
 * line. The development kit has them in {@code data/meta.mat}.
 */
final class DevkitSynsets {
    private static final Pattern LINE = Pattern.compile("(?:([0-9]{1,6})[\\s,:]+)?(n[0-9]{8})(?:[\\s,].*)?");

    private final Path file;
    private final Map<Integer, String> byId;

    private DevkitSynsets(Path file, Map<Integer, String> byId) {
        this.file = file;
        this.byId = byId;
    }

    static DevkitSynsets read(Path file) throws IOException {
        List<String> lines = CsvTable.text(file).lines().map(String::strip).toList();
        Map<Integer, String> byId = new HashMap<>();
        boolean ids = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isEmpty()) {
                continue;
            }
            Matcher matcher = LINE.matcher(lines.get(i));
            if (!matcher.matches()) {
                throw new IOException(file + ", line " + (i + 1) + ": \"" + lines.get(i)
                        + "\"; a synset such as n02123045 is needed, its id may be in front of it");
            }
            ids |= matcher.group(1) != null;
            int id = matcher.group(1) == null ? i + 1 : Integer.parseInt(matcher.group(1));
            if (byId.put(id, matcher.group(2)) != null) {
                throw new IOException(file + ", line " + (i + 1) + ": the id " + id + " occurs twice");
            }
        }
        List<String> synsets = List.copyOf(new java.util.TreeMap<>(byId).values());
        if (!ids
                && synsets.size() > 2
                && synsets.equals(synsets.stream().sorted().toList())) {
            throw new IOException(
                    file + ": its synsets are in alphabetical order, as in models; the ids of the development"
                            + " kit have another order (data/meta.mat)");
        }
        return new DevkitSynsets(file, byId);
    }

    String synset(int id, Path list) throws IOException {
        String synset = byId.get(id);
        if (synset == null) {
            throw new IOException(list + ": the id " + id + " is not in " + file + ", which has " + byId.size());
        }
        return synset;
    }
}
