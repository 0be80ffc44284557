package org.srmap.cli.explain;

import java.util.List;
import java.util.Locale;
import org.srmap.ClassScore;
import org.srmap.Conservation;
import org.srmap.Explanation;

/** What the terminal says of one explanation. */
final class Summary {
    private static final int LABEL = 32;
    private static final int BAR = 20;

    private Summary() {}

    /**
     * Prediction, then what was found for every class.
     *
     * @param all explanations of one input, one for every class
     */
    static String of(String name, List<Explanation> all) {
        StringBuilder text = new StringBuilder(name).append('\n');
        Explanation first = all.get(0);
        for (ClassScore score : first.top()) {
            int filled = (int) Math.round(BAR * score.probability());
            text.append(String.format(
                    Locale.ROOT,
                    "  %5.1f %%  %-" + BAR + "s  %s%n",
                    100 * score.probability(),
                    "█".repeat(filled),
                    shortened(score.label())));
        }
        for (Explanation e : all) {
            boolean listed =
                    first.top().stream().anyMatch(s -> s.index() == e.target().index());
            if (all.size() > 1 || !listed) {
                text.append(String.format(
                        Locale.ROOT,
                        e.target().probability() < 0.001
                                ? "  explained: %s (%.2g %%)%n"
                                : "  explained: %s (%.1f %%)%n",
                        e.target().label(),
                        100 * e.target().probability()));
            }
            text.append("  ").append(e.inWords()).append('\n').append(sums(e));
        }
        return text.toString();
    }

    private static String sums(Explanation e) {
        Conservation c = e.conservation();
        return Double.isNaN(c.initial())
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  relevance: %.4g at the output (%s), %.4g at the pixels%n",
                        c.initial(),
                        e.provenance().initial(),
                        c.input());
    }

    private static String shortened(String label) {
        return label.length() <= LABEL ? label : label.substring(0, LABEL - 1) + "…";
    }
}
