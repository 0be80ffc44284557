package org.srmap.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.srmap.Explanation;
import org.srmap.MapAgreement;

/**
 * One photo through several models or methods.
 *
 * @param names of the model of each explanation
 * @param all the explanations
 */
record Comparison(List<String> names, List<Explanation> all) {
    private static final int MOST_FACTS = 6;

    /**
     * How much two of them are alike.
     *
     * @param a index of one
     * @param b index of the other
     */
    record Pair(int a, int b, MapAgreement maps) {}

    Comparison {
        names = List.copyOf(names);
        all = List.copyOf(all);
    }

    /** Every two of them. */
    List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < all.size(); a++) {
            for (int b = a + 1; b < all.size(); b++) {
                pairs.add(new Pair(a, b, MapAgreement.of(all.get(a), all.get(b))));
            }
        }
        return pairs;
    }

    /** What tells the explanation with this index from the others: its model, its method, or both. */
    String variant(int index) {
        String method = all.get(index).provenance().preset();
        boolean oneModel = names.stream().distinct().count() == 1;
        boolean oneMethod =
                all.stream().map(e -> e.provenance().preset()).distinct().count() == 1;
        return oneMethod ? names.get(index) : oneModel ? method : names.get(index) + " " + method;
    }

    /** Lines for the picture: whether they say the same, and whether they looked at the same. */
    List<String> facts() {
        if (all.size() < 2) {
            return List.of();
        }
        List<String> facts = new ArrayList<>();
        long classes = all.stream().map(e -> e.top().get(0).label()).distinct().count();
        boolean named = all.stream()
                .noneMatch(e -> e.target().label().equals("class " + e.target().index()));
        if (named) {
            facts.add(classes == 1 ? "All give the same class." : "They give " + classes + " different classes.");
        }
        List<Pair> pairs = pairs();
        facts.add("Correlation of SR maps:");
        for (Pair pair : pairs.stream().limit(MOST_FACTS).toList()) {
            facts.add(number(pair.maps().correlation()) + "  " + variant(pair.a()) + " · " + variant(pair.b()));
        }
        if (pairs.size() > MOST_FACTS) {
            facts.add("… and " + (pairs.size() - MOST_FACTS) + " more in the JSON file");
        }
        return facts;
    }

    /** For the terminal. */
    String inWords(String title) {
        int widest = 0;
        for (int i = 0; i < all.size(); i++) {
            widest = Math.max(widest, variant(i).length());
        }
        StringBuilder text = new StringBuilder(title).append('\n');
        for (int i = 0; i < all.size(); i++) {
            Explanation e = all.get(i);
            text.append(String.format(
                    Locale.ROOT,
                    "  %-" + widest + "s  %s (%.1f %%), %s%n",
                    variant(i),
                    e.target().label(),
                    100 * e.target().probability(),
                    e.inWords()));
        }
        for (Pair pair : pairs()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  SR maps of %s and %s: correlation %s, similarity %s%n",
                    variant(pair.a()),
                    variant(pair.b()),
                    number(pair.maps().correlation()),
                    number(pair.maps().similarity())));
        }
        return text.toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "none" : String.format(Locale.ROOT, "%.2f", value);
    }
}
