package org.srmap.file;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Names of files made of texts from strangers: no text leads out of its folder or to a hidden file. */
public final class FileNames {
    private static final int LONGEST_READABLE = 80;
    /** File systems take 255 bytes, of which an ending needs some. */
    private static final int LONGEST_DISTINCT = 200;

    private FileNames() {}

    /**
     * A name for people: everything but letters, digits, dots, hyphens and underscores is replaced by underscores, and
     * what is long is cut. Never empty. Different texts may have one name.
     */
    public static String readable(String text) {
        String safe = text.replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceAll("^[._]+|[._]+$", "");
        String cut = safe.length() > LONGEST_READABLE ? safe.substring(0, LONGEST_READABLE) : safe;
        return cut.isEmpty() ? "_" : cut;
    }

    /** A readable name for each text; texts that would share one get a number. */
    public static Map<String, String> readable(Collection<String> texts) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String text : texts) {
            String name = readable(text);
            String unique = name;
            for (int i = 2; names.containsValue(unique); i++) {
                unique = name + "_" + i;
            }
            names.putIfAbsent(text, unique);
        }
        return names;
    }

    /**
     * A name that no other text has: what is not a letter of ASCII, a digit or one of {@code . _ - + ,} is {@code %XX},
     * byte by byte in UTF-8, and so is a dot at the beginning. Names of more than 200 characters are cut there and end in
     * a digest of the text.
     */
    public static String distinct(String text) {
        StringBuilder name = new StringBuilder(text.isEmpty() ? "%" : "");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c < 128 && Character.isLetterOrDigit(c) || "_-+,".indexOf(c) >= 0 || c == '.' && !name.isEmpty();
            name.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return name.length() <= LONGEST_DISTINCT
                ? name.toString()
                : name.substring(0, LONGEST_DISTINCT) + "%" + UUID.nameUUIDFromBytes(bytes);
    }
}
