package org.srmap.attribution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters of a method as text: {@code name:key=value,key=value}. */
public final class Parameters {
    private final String method;
    private final Map<String, String> values;

    private Parameters(String method, Map<String, String> values) {
        this.method = method;
        this.values = values;
    }

    /**
     * Reads what stands after the name.
     *
     * @param known the keys there may be
     * @throws IllegalArgumentException for anything else
     */
    static Parameters read(String method, String text, List<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair.strip() : pair.substring(0, equals).strip();
            if (equals < 0 || !known.contains(key) || values.containsKey(key)) {
                throw new IllegalArgumentException(method + ": \"" + pair
                        + "\"; give each parameter once, as key=value: " + String.join(", ", known));
            }
            values.put(key, pair.substring(equals + 1).strip());
        }
        return new Parameters(method, values);
    }

    String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    int integer(String key, int otherwise, int most) {
        int least = otherwise == 0 ? 0 : 1;
        long value = whole(key, otherwise);
        if (value < least || value > most) {
            throw new IllegalArgumentException(method + ": " + key + "=" + value + "; " + least + " to " + most);
        }
        return (int) value;
    }

    long whole(String key, long otherwise) {
        String text = values.get(key);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(method + ": " + key + "=" + text + "; a whole number is needed", e);
        }
    }

    double real(String key, double otherwise, double least, double most) {
        String text = values.get(key);
        double value;
        try {
            value = text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(method + ": " + key + "=" + text + "; a number is needed", e);
        }
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    method + ": " + key + "=" + text + "; " + text(least) + " to " + text(most));
        }
        return value;
    }

    /** A number without needless digits. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
