package org.srmap.cli.options;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of file names made of names that people chose. */
public final class FileNames {
    private static final int LONGEST = 80;

    private FileNames() {}

    /** The text with everything but letters, digits, dots, hyphens and underscores replaced; never empty. */
    static String part(String text) {
        String safe = text.replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceAll("^[._]+|[._]+$", "");
        String cut = safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
        return cut.isEmpty() ? "_" : cut;
    }

    /** A part for each text; texts that would share one get a number. */
    public static Map<String, String> parts(Collection<String> texts) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String text : texts) {
            String part = part(text);
            String unique = part;
            for (int i = 2; parts.containsValue(unique); i++) {
                unique = part + "_" + i;
            }
            parts.putIfAbsent(text, unique);
        }
        return parts;
    }
}
