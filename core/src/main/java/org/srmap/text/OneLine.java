package org.srmap.text;

import java.util.Collection;
import java.util.stream.Collectors;

/** Texts from files made fit for one line of a message: no control characters, not too long. */
public final class OneLine {
    private static final int LONGEST = 100;
    private static final int LONGEST_SENTENCES = 4000;

    private OneLine() {}

    /** A name. */
    public static String text(String raw) {
        return cut(raw, LONGEST);
    }

    /** A sentence or two. */
    public static String longText(String raw) {
        return cut(raw, LONGEST_SENTENCES);
    }

    private static String cut(String raw, int longest) {
        StringBuilder readable = new StringBuilder();
        raw.codePoints().limit(longest).forEach(c -> readable.append(isPlain(c) ? Character.toString(c) : "?"));
        return raw.codePointCount(0, raw.length()) > longest ? readable + "..." : readable.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The first few of many names. */
    public static String some(Collection<String> names) {
        int shown = 8;
        String list = names.stream().limit(shown).map(OneLine::text).collect(Collectors.joining(", "));
        return names.size() > shown ? list + ", ... (" + names.size() + " in all)" : list;
    }
}
