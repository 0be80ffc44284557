package org.srmap.eval.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.srmap.model.Labels;

/**
 * Finds the class of a model that a data set's label means: the same synset, the same name, one of the names that a
 * comma separates ({@code tench} is {@code tench, Tinca tinca}), or a number. Upper and lower case, hyphens and
 * underscores make no difference. What is not clear is not guessed: a name that two classes have is no class's.
 */
public final class ClassMap {
    private static final int AMBIGUOUS = -1;

    private final Map<String, Integer> synsets = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, Integer> synonyms = new HashMap<>();
    private final int classes;
    private final @Nullable Labels numbers;

    private ClassMap(Labels model, @Nullable Labels numbers) {
        classes = model.size();
        this.numbers = numbers;
        for (int i = 0; i < classes; i++) {
            put(synsets, model.synset(i), i);
            put(names, model.name(i), i);
            for (String synonym : model.name(i).split(",")) {
                put(synonyms, synonym, i);
            }
        }
    }

    /** For labels whose numbers, where they are numbers, are those of the model's classes. */
    public static ClassMap of(Labels model) {
        return new ClassMap(model, null);
    }

    /**
     * For labels whose numbers are those of another list.
     *
     * @param model names of the model's classes
     * @param numbers what the numbers mean
     */
    public static ClassMap of(Labels model, Labels numbers) {
        return new ClassMap(model, numbers);
    }

    private static void put(Map<String, Integer> map, String name, int index) {
        String key = plain(name);
        if (!key.isEmpty()) {
            map.merge(key, index, (a, b) -> a.equals(b) ? a : AMBIGUOUS);
        }
    }

    private static String plain(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ").strip();
    }

    /**
     * The class that a label means; empty when the model has none, or none for certain.
     *
     * @param label a label of the data set; null: not known
     */
    public OptionalInt index(@Nullable String label) {
        if (label == null) {
            return OptionalInt.empty();
        }
        if (!isNumber(label)) {
            return named(label);
        }
        long number = Long.parseLong(label.strip());
        if (numbers == null) {
            return number < classes ? OptionalInt.of((int) number) : OptionalInt.empty();
        }
        if (number >= numbers.size()) {
            return OptionalInt.empty();
        }
        OptionalInt bySynset = named(numbers.synset((int) number));
        return bySynset.isPresent() ? bySynset : named(numbers.name((int) number));
    }

    /** Whether a label is a number rather than a name. */
    public static boolean isNumber(String label) {
        return label.strip().matches("[0-9]{1,9}");
    }

    private OptionalInt named(String label) {
        OptionalInt found = exact(plain(label));
        if (found.isPresent() || label.indexOf(',') < 0) {
            return found;
        }
        int[] each = Arrays.stream(label.split(","))
                .map(part -> exact(plain(part)))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .distinct()
                .toArray();
        return each.length == 1 ? OptionalInt.of(each[0]) : OptionalInt.empty();
    }

    private OptionalInt exact(String key) {
        for (Map<String, Integer> map : java.util.List.of(synsets, names, synonyms)) {
            Integer index = map.get(key);
            if (index != null) {
                return index == AMBIGUOUS ? OptionalInt.empty() : OptionalInt.of(index);
            }
        }
        return OptionalInt.empty();
    }
}
