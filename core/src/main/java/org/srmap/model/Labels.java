package org.srmap.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.srmap.text.EditDistance;
import org.srmap.text.OneLine;

/** What a classifier's outputs are called; a label's place in the list is the index of its output. Immutable. */
public final class Labels {
    private static final int MOST = 100_000;
    private static final int LISTED = 8;

    private final List<String> names;
    private final List<String> synsets;

    private Labels(List<String> names, List<String> synsets) {
        if (names.isEmpty() || names.size() > MOST || !synsets.isEmpty() && synsets.size() != names.size()) {
            throw new IllegalArgumentException(names.size() + " labels with " + synsets.size()
                    + " synsets: there must be 1 to " + MOST + " labels, and as many synsets or none");
        }
        this.names = names.stream().map(OneLine::text).toList();
        this.synsets = synsets.stream().map(OneLine::text).toList();
    }

    /** Labels by index. */
    public static Labels of(List<String> names) {
        return new Labels(names, List.of());
    }

    /** Labels and WordNet synsets (such as n01443537) by index; no synsets when the list is empty. */
    public static Labels of(List<String> names, List<String> synsets) {
        return new Labels(names, synsets);
    }

    /** "class 0", "class 1", ...: for a model that comes without labels. */
    public static Labels numbered(int classes) {
        return of(IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
    }

    /** The 1000 classes of ImageNet (ILSVRC2012) in their usual order. */
    public static Labels imagenet() {
        return ImageNet.LABELS;
    }

    /** Read on first use only. */
    private static final class ImageNet {
        private static final Labels LABELS = load();

        private static Labels load() {
            try (InputStream in = Labels.class.getResourceAsStream("imagenet.tsv")) {
                if (in == null) {
                    throw new IllegalStateException("imagenet.tsv is not in the application");
                }
                return LabelFile.parse("imagenet.tsv", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Reads labels from a file: .txt (one per line, a synset in front is recognised), .json (a list, or an object from
     * index to name, from index to [synset, name], or from name to index), .tsv or .csv (with or without a header;
     * columns index, synset, name are recognised).
     *
     * @throws IOException when there is no such file or no labels can be made of it; one line that names the file
     */
    public static Labels read(Path file) throws IOException {
        return LabelFile.read(file);
    }

    /** Number of labels. */
    public int size() {
        return names.size();
    }

    /** The label of a class. */
    public String name(int index) {
        return names.get(index);
    }

    /** The WordNet synset of a class, empty when unknown. */
    public String synset(int index) {
        return synsets.isEmpty() ? "" : synsets.get(index);
    }

    /** All labels by index. */
    public List<String> names() {
        return names;
    }

    /** All synsets by index; empty when there are none. */
    public List<String> synsets() {
        return synsets;
    }

    /**
     * The class that a user means: by index, label, synset, the only label that begins so, or the only one that
     * contains the text. Upper and lower case are the same unless they make the difference.
     *
     * @throws IllegalArgumentException when no class or several are meant, listing those that come near
     */
    public int index(String asked) {
        String text = asked.strip();
        if (text.matches("[0-9]{1,9}")) {
            int index = Integer.parseInt(text);
            if (index >= size()) {
                throw new IllegalArgumentException("there is no class " + index + ": classes are 0 to " + (size() - 1));
            }
            return index;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        List<Predicate<Integer>> ways = List.of(
                i -> name(i).equals(text),
                i -> name(i).equalsIgnoreCase(text),
                i -> synset(i).equals(lower),
                i -> name(i).toLowerCase(Locale.ROOT).startsWith(lower),
                i -> name(i).toLowerCase(Locale.ROOT).contains(lower));
        List<Integer> found = List.of();
        for (Predicate<Integer> way : ways) {
            found = text.isEmpty()
                    ? List.of()
                    : IntStream.range(0, size()).boxed().filter(way).toList();
            if (!found.isEmpty()) {
                break;
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new IllegalArgumentException(
                found.isEmpty() ? unknown(text) : "\"" + OneLine.text(text) + "\" may mean " + listed(found));
    }

    private String listed(List<Integer> indices) {
        List<String> texts = new ArrayList<>();
        indices.stream().limit(LISTED).forEach(i -> texts.add(i + " " + name(i)));
        return String.join(", ", texts) + (indices.size() > LISTED ? ", ... (" + indices.size() + " in all)" : "");
    }

    private String unknown(String text) {
        List<Integer> near = new ArrayList<>(IntStream.range(0, size()).boxed().toList());
        String lower = text.toLowerCase(Locale.ROOT);
        int most = Math.max(1, lower.length() / 3);
        near.removeIf(i -> !isNear(lower, name(i).toLowerCase(Locale.ROOT), most));
        Collections.sort(near);
        return "there is no class \"" + OneLine.text(text) + "\""
                + (near.isEmpty()
                        ? "; give an index from 0 to " + (size() - 1) + " or a part of a label"
                        : "; similar names: " + listed(near));
    }

    /** Texts that are clearly not near are left alone: classes may be many. */
    private static boolean isNear(String a, String b, int most) {
        return a.length() <= 64 && Math.abs(a.length() - b.length()) <= 3 && EditDistance.between(a, b) <= most;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels l && l.names.equals(names) && l.synsets.equals(synsets);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return size() + " labels";
    }
}
