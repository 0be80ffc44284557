package org.srmap.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Lines of a CSV file, RFC 4180 but for line ends in cells, which become spaces. */
final class Csv {
    private Csv() {}

    static String line(List<String> cells) {
        return String.join(",", cells.stream().map(Csv::cell).toList());
    }

    private static String cell(String text) {
        String flat = text.replaceAll("[\\r\\n]+", " ");
        return flat.matches("[^\",]*") ? flat : '"' + flat.replace("\"", "\"\"") + '"';
    }

    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
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

    static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
}
