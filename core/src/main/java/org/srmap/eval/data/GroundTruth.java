package org.srmap.eval.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * True classes that come in a file of their own.
 *
 * <p>A list has one label per line: that of the photo whose file name has the line's number
 * ({@code ILSVRC2012_val_00000347.JPEG}), or of the photos in the order of their names. A table has a line
 * {@code NAME LABEL} or {@code NAME,LABEL} for each photo, which may be named by its path in the data set, its file name
 * or its stem. Numbers are the ids of ILSVRC's development kit where {@link DevkitSynsets} are given.
 */
final class GroundTruth {
    private static final Pattern NUMBERED = Pattern.compile(".*_([0-9]{8})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Path file;
    private final List<String> list;
    private final Map<String, String> table;

    private GroundTruth(Path file, List<String> list, Map<String, String> table) {
        this.file = file;
        this.list = list;
        this.table = table;
    }

    static GroundTruth read(Path file, @Nullable Path synsets) throws IOException {
        List<String[]> lines = new ArrayList<>();
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            CsvTable csv = CsvTable.read(file);
            if (!csv.header().contains("file") || !csv.header().contains("label")) {
                throw new IOException(file + ": its first line must be file,label");
            }
            csv.rows().forEach(r -> lines.add(new String[] {csv.cell(r, "file"), csv.cell(r, "label")}));
        } else {
            CsvTable.text(file)
                    .lines()
                    .map(String::strip)
                    .filter(l -> !l.isEmpty())
                    .forEach(l -> lines.add(split(l)));
        }
        if (lines.isEmpty()) {
            throw new IOException(file + ": there are no labels in it");
        }
        boolean isList = lines.stream().allMatch(l -> l.length == 1);
        boolean numbers =
                lines.stream().allMatch(l -> NUMBER.matcher(l[l.length - 1]).matches());
        if (isList && numbers && synsets == null) {
            throw new IOException(file + ": a list of numbers, such as ILSVRC's ground truth; its ids are not the order"
                    + " of the models' classes: say which synset each of them is (--synsets)");
        }
        DevkitSynsets meaning = synsets == null || !numbers ? null : DevkitSynsets.read(synsets);
        List<String> list = new ArrayList<>();
        Map<String, String> table = new HashMap<>();
        for (String[] line : lines) {
            String label = line[line.length - 1];
            String meant = meaning == null ? label : meaning.synset(Integer.parseInt(label), file);
            if (isList) {
                list.add(meant);
            } else if (line.length == 1) {
                throw new IOException(file + ": the line \"" + line[0] + "\" has no label");
            } else {
                table.put(line[0], meant);
            }
        }
        return new GroundTruth(file, list, table);
    }

    private static String[] split(String line) {
        return line.indexOf('\t') >= 0 ? line.split("\t+", 2) : line.split("[\\s,]+", 2);
    }

    /** The photos with their labels; without where the file does not name them. */
    List<DataItem> label(List<DataItem> items) throws IOException {
        return list.isEmpty() ? byName(items) : inOrder(items);
    }

    private List<DataItem> byName(List<DataItem> items) throws IOException {
        List<DataItem> all = new ArrayList<>();
        int found = 0;
        for (DataItem item : items) {
            String name = item.file().substring(item.file().lastIndexOf('/') + 1);
            String label = null;
            for (String key : List.of(item.file(), name, DataSets.stem(name))) {
                label = label == null ? table.get(key) : label;
            }
            found += label == null ? 0 : 1;
            all.add(item.withLabel(label));
        }
        if (found == 0) {
            throw new IOException(file + ": names none of the photos; it has no "
                    + items.get(0).file());
        }
        return all;
    }

    private List<DataItem> inOrder(List<DataItem> items) throws IOException {
        int[] numbers = items.stream().mapToInt(GroundTruth::number).toArray();
        boolean numbered = java.util.Arrays.stream(numbers).allMatch(n -> n >= 1 && n <= list.size());
        if (!numbered && items.size() != list.size()) {
            throw new IOException(file + ": " + list.size() + " labels for " + items.size()
                    + " photos; there must be as many, or the photos must have their numbers in their names"
                    + " (ILSVRC2012_val_00000001.JPEG)");
        }
        List<DataItem> all = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            all.add(items.get(i).withLabel(list.get(numbered ? numbers[i] - 1 : i)));
        }
        return all;
    }

    private static int number(DataItem item) {
        Matcher matcher = NUMBERED.matcher(DataSets.stem(item.file()));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }
}
