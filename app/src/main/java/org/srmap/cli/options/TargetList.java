package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.Target;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.UsageException;
import org.srmap.eval.data.ClassMap;
import org.srmap.file.FileNames;
import org.srmap.model.Labels;

/** The classes of every input that are explained. May be used by several threads. */
public final class TargetList {
    /** The option that names them. */
    static final String OPTION = "--target";

    /** What stands for the true class. */
    static final String TRUTH = "truth";

    private static final int MOST = 1000;

    private final List<Wanted> wanted;
    private final TruthOptions truth;
    private final Map<Path, String> labels;

    /**
     * One class to explain.
     *
     * @param suffix what tells its results apart from those of other classes
     * @param target the class; null: the true one
     */
    private record Wanted(String suffix, @Nullable Target target) {}

    private TargetList(List<Wanted> wanted, TruthOptions truth, Map<Path, String> labels) {
        this.wanted = wanted;
        this.truth = truth;
        this.labels = labels;
    }

    /**
     * Reads classes, and the true classes of files where they are asked for.
     *
     * @throws UsageException when a text names no class, or true classes are given for nothing
     * @throws IOException when true classes cannot be read
     */
    static TargetList read(Collection<String> texts, TruthOptions truth, Collection<Path> files) throws IOException {
        Set<Wanted> all = new LinkedHashSet<>();
        for (String text : texts) {
            if (text.equalsIgnoreCase(TRUTH)) {
                all.add(new Wanted(TRUTH, null));
            } else {
                OptionValue.read(OPTION, () -> Target.parseAll(text))
                        .forEach(target -> all.add(new Wanted(suffix(target), target)));
            }
        }
        if (all.size() > MOST) {
            throw new UsageException(OPTION + ": " + all.size() + " classes; at most " + MOST + " in one run");
        }
        boolean needsTruth = all.stream().anyMatch(w -> w.target() == null);
        if (truth.isGiven() && !needsTruth) {
            throw new UsageException("--truth is for " + OPTION + " " + TRUTH);
        }
        truth.check();
        return new TargetList(distinct(all), truth, needsTruth ? truth.labels(files) : Map.of());
    }

    /**
     * Whether the true class of every photo of a data set is explained, rather than the predicted one.
     *
     * @param text what {@code --target} says
     * @throws UsageException when it says neither
     */
    public static boolean isTruth(String text) {
        boolean truth = text.equalsIgnoreCase(TRUTH);
        if (!truth && !text.equalsIgnoreCase("top1")) {
            throw new UsageException(OPTION + " " + text + ": top1 or truth");
        }
        return truth;
    }

    /** How many classes of one input there are. */
    public int count() {
        return wanted.size();
    }

    /** What the results of each class are called: nothing for a single one, else a suffix such as {@code .top2}. */
    public List<String> suffixes() {
        return wanted.size() == 1
                ? List.of("")
                : wanted.stream().map(w -> "." + w.suffix()).toList();
    }

    /**
     * Finds out whether a model has all these classes.
     *
     * @throws UsageException when it does not
     */
    public void check(Labels names) {
        for (Wanted one : wanted) {
            Target target = one.target();
            if (target != null) {
                requireKnown(OPTION, target, names);
            }
        }
    }

    /**
     * Finds out whether a model has a class.
     *
     * @param option that names it
     * @throws UsageException when it does not
     */
    public static void requireKnown(String option, Target target, Labels names) {
        try {
            target.in(names);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + Failures.message(e));
        }
    }

    /**
     * The classes of one file.
     *
     * @param names of the model's classes
     * @throws IOException when its true class is asked for but not known
     */
    public List<Target> of(Path file, Labels names) throws IOException {
        List<Target> all = new ArrayList<>();
        for (Wanted one : wanted) {
            all.add(one.target() == null ? trueClass(file, names) : one.target());
        }
        return all;
    }

    private Target trueClass(Path file, Labels names) throws IOException {
        String label = labels.get(file);
        OptionalInt index = ClassMap.of(names).index(label);
        if (index.isEmpty()) {
            throw new IOException(truth.unknown(label));
        }
        return new Target.Index(index.getAsInt());
    }

    private static String suffix(Target target) {
        if (target instanceof Target.Rank rank) {
            return "top" + rank.rank();
        }
        if (target instanceof Target.Index index) {
            return "class" + index.index();
        }
        return FileNames.readable(((Target.Named) target).label().toLowerCase(Locale.ROOT));
    }

    /** Two labels may become the same suffix: the later ones get a number. */
    private static List<Wanted> distinct(Set<Wanted> wanted) {
        Set<String> taken = new LinkedHashSet<>();
        List<Wanted> all = new ArrayList<>();
        for (Wanted one : wanted) {
            String suffix = one.suffix();
            for (int i = 2; !taken.add(suffix); i++) {
                suffix = one.suffix() + "_" + i;
            }
            all.add(new Wanted(suffix, one.target()));
        }
        return all;
    }
}
