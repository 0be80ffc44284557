package org.srmap.cli;

import java.util.Locale;
import org.srmap.ClassScore;
import org.srmap.Conservation;
import org.srmap.Explanation;

/** What the terminal says of one explanation. */
final class Summary {
    private static final int LABEL = 32;
    private static final int BAR = 20;

    private Summary() {}

    static String of(String name, Explanation e) {
        StringBuilder text = new StringBuilder(name).append('\n');
        for (ClassScore score : e.top()) {
            int filled = (int) Math.round(BAR * score.probability());
            text.append(String.format(
                    Locale.ROOT,
                    "  %5.1f %%  %-" + BAR + "s  %s%n",
                    100 * score.probability(),
                    "█".repeat(filled),
                    shortened(score.label())));
        }
        if (e.top().stream().noneMatch(s -> s.index() == e.target().index())) {
            text.append(String.format(
                    Locale.ROOT,
                    "  explained: %s (%.2g %%)%n",
                    e.target().label(),
                    100 * e.target().probability()));
        }
        Conservation c = e.conservation();
        text.append("  ").append(e.inWords()).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "  relevance: %.4g at the output (%s), %.4g at the pixels%n",
                c.initial(),
                e.provenance().initial(),
                c.input()));
        return text.toString();
    }

    private static String shortened(String label) {
        return label.length() <= LABEL ? label : label.substring(0, LABEL - 1) + "…";
    }
}
