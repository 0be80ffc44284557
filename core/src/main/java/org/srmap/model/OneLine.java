package org.srmap.model;

import java.util.Collection;
import java.util.stream.Collectors;

/** Texts from files made fit for one line of a message: no control characters, not too long. */
final class OneLine {
    private static final int LONGEST = 100;

    private OneLine() {}

    static String text(String raw) {
        StringBuilder readable = new StringBuilder();
        raw.codePoints()
                .limit(LONGEST)
                .forEach(c -> readable.append(
                        Character.isISOControl(c)
                                        || Character.getType(c) == Character.FORMAT
                                        || c == 0x2028
                                        || c == 0x2029
                                ? "?"
                                : Character.toString(c)));
        return raw.length() > LONGEST ? readable + "..." : readable.toString();
    }

    /** The first few of many names. */
    static String some(Collection<String> names) {
        int shown = 8;
        String list = names.stream().limit(shown).map(OneLine::text).collect(Collectors.joining(", "));
        return names.size() > shown ? list + ", ... (" + names.size() + " in all)" : list;
    }
}
