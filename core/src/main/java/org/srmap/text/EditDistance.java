package org.srmap.text;

import java.util.stream.IntStream;

/** How far two names are apart, to suggest what was meant. */
public final class EditDistance {
    private EditDistance() {}

    /** Levenshtein's distance: the least number of characters to insert, delete or replace. */
    public static int between(String a, String b) {
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
