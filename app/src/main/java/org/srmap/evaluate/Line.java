package org.srmap.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code metrics.csv}: a map of a photo and what was measured.
 *
 * @param file the photo
 * @param label its true class as the data set names it
 * @param target the class that was explained; empty for photos that failed or were left out
 * @param predicted the class with the largest logit
 * @param method what made the map; empty for photos that failed or were left out
 * @param map which map of it
 * @param numbers one for each column; NaN where it is not defined
 * @param note what is wrong, beginning with {@code error:} for failures; empty when nothing is
 */
record Line(
        String file,
        String label,
        String target,
        String predicted,
        String method,
        String map,
        double[] numbers,
        String note) {
    private static final int FIXED = 7;

    /** What is a line's own: a run that goes on does nothing twice. */
    record Key(String file, String method, String map) {}

    Key key() {
        return new Key(file, method, map);
    }

    boolean isError() {
        return note.startsWith("error:");
    }

    static List<String> header(List<String> columns) {
        List<String> header = new ArrayList<>(List.of("file", "label", "target", "predicted", "method", "map"));
        header.addAll(columns);
        header.add("note");
        return header;
    }

    List<String> cells() {
        List<String> cells = new ArrayList<>(List.of(file, label, target, predicted, method, map));
        for (double number : numbers) {
            cells.add(number(number));
        }
        cells.add(note);
        return cells;
    }

    /** A number with seven digits, as short as it can be; empty for NaN. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e7
                ? Long.toString((long) value)
                : Float.toString((float) value);
    }

    /** A number that {@link #number(double)} wrote. */
    static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    /** A line that {@link #cells} wrote. */
    static Line of(List<String> cells) {
        double[] numbers = new double[cells.size() - FIXED];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(cells.get(FIXED - 1 + i));
        }
        return new Line(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.get(3),
                cells.get(4),
                cells.get(5),
                numbers,
                cells.get(cells.size() - 1));
    }
}
