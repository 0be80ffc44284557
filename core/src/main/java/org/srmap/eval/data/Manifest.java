package org.srmap.eval.data;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.file.Csv;
import org.srmap.map.Box;

/**
 * A table of photos: {@code file,label,boxes,mask}. Files are relative to the table's folder; boxes are
 * {@code x0 y0 x1 y1;x0 y0 x1 y1;...} in pixels of the photo; label, boxes and mask may be empty or missing, further
 * columns are ignored.
 */
final class Manifest {
    private Manifest() {}

    static DataSet read(Path file) throws IOException {
        CsvTable table = CsvTable.read(file);
        if (!table.header().contains("file")) {
            throw new IOException(file + ": its first line must name the columns: file,label,boxes,mask; it is \""
                    + String.join(",", table.header()) + "\"");
        }
        List<DataItem> items = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Csv.Row row : table.rows()) {
            DataItem item = item(table, row);
            Integer before = lines.put(item.file(), row.line());
            if (before != null) {
                throw new IOException(at(table, row) + item.file() + " is in line " + before + " already");
            }
            items.add(item);
        }
        return new DataSet(DataSet.Kind.TABLE, file, items, null);
    }

    private static DataItem item(CsvTable table, Csv.Row row) throws IOException {
        String file = table.cell(row, "file");
        String label = table.cell(row, "label");
        String mask = table.cell(row, "mask");
        if (file.isEmpty()) {
            throw new IOException(at(table, row) + "no file is named");
        }
        List<Box> boxes = boxes(table, row);
        return new DataItem(
                file,
                label.isEmpty() ? null : label,
                boxes.isEmpty() ? DataItem.Places.UNKNOWN : any -> boxes,
                mask.isEmpty() ? null : content(table, row, mask),
                content(table, row, file));
    }

    private static Content content(CsvTable table, Csv.Row row, String name) throws IOException {
        try {
            return new Content.OfFile(table.file().resolveSibling(name));
        } catch (InvalidPathException e) {
            throw new IOException(at(table, row) + "\"" + name + "\" is not a file name", e);
        }
    }

    private static List<Box> boxes(CsvTable table, Csv.Row row) throws IOException {
        List<Box> boxes = new ArrayList<>();
        for (String text : table.cell(row, "boxes").split(";")) {
            if (text.isBlank()) {
                continue;
            }
            Box box = box(List.of(text.strip().split("\\s+")), 0);
            if (box == null) {
                throw new IOException(at(table, row) + "the box \"" + text.strip()
                        + "\" is not x0 y0 x1 y1 with x0 < x1 and y0 < y1");
            }
            boxes.add(box);
        }
        return List.copyOf(boxes);
    }

    /**
     * A box from its edges.
     *
     * @param edges x0, y0, x1, y1
     * @param first number of the first pixel, which the lower edges are counted from
     * @return null when it is none
     */
    static @Nullable Box box(List<String> edges, double first) {
        if (edges.size() != 4) {
            return null;
        }
        try {
            double[] e = edges.stream().mapToDouble(Double::parseDouble).toArray();
            Box box = new Box(e[0] - first, e[1] - first, e[2], e[3]);
            return box.width() > 0 && box.height() > 0 && Double.isFinite(box.width() + box.height()) ? box : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String at(CsvTable table, Csv.Row row) {
        return table.file() + ", line " + row.line() + ": ";
    }
}
