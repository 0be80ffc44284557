package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.Target;
import org.srmap.Targets;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.UsageException;
import org.srmap.graph.ModelException;
import org.srmap.model.Labels;
import picocli.CommandLine.Option;

/** Which classes of every input are explained. */
public final class TargetOptions {
    private static final String TRUE = "true";
    private static final int MOST = 1000;

    @Option(
            names = "--target",
            paramLabel = "CLASS",
            defaultValue = "top1",
            description =
                    "which class to explain, may be repeated: top1, top3 (the best three), rank3 (only the third),"
                            + " an index, a label, a synset, or true (see --truth) [${DEFAULT-VALUE}]")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "for --target true: a CSV of file,label [the name of the folder that a photo is in]")
    private @Nullable Path truth;

    @Option(
            names = "--against",
            paramLabel = "CLASS",
            description = "with --initial difference: the other class [the strongest other]")
    private @Nullable String against;

    /**
     * One class to explain.
     *
     * @param suffix what tells its results apart from those of other classes
     * @param target the class; null: the true one
     */
    private record Wanted(String suffix, @Nullable Target target) {}

    /** The classes to explain, once they are read. */
    public static final class Read {
        private final List<Wanted> wanted;
        private final Target other;
        private final @Nullable Truth labels;

        private Read(List<Wanted> wanted, Target other, @Nullable Truth labels) {
            this.wanted = wanted;
            this.other = other;
            this.labels = labels;
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

        /** Finds out whether the model has all these classes. */
        public void check(Labels names) {
            try {
                for (Wanted one : wanted) {
                    Target target = one.target();
                    if (target != null) {
                        target.indexOrRank(names);
                    }
                }
            } catch (IllegalArgumentException | ModelException e) {
                throw new UsageException("--target: " + Failures.message(e));
            }
            try {
                other.indexOrRank(names);
            } catch (IllegalArgumentException | ModelException e) {
                throw new UsageException("--against: " + Failures.message(e));
            }
        }

        /**
         * The classes of one file.
         *
         * @throws IOException when its true class is asked for but not known
         */
        public Targets of(Path file, Labels names) throws IOException {
            List<Target> all = new ArrayList<>();
            for (Wanted one : wanted) {
                Target target = one.target();
                if (target == null) {
                    if (labels == null) {
                        throw new IllegalStateException("no truth");
                    }
                    target = labels.of(file, names);
                }
                all.add(target);
            }
            return Targets.of(all).against(other);
        }
    }

    /** Reads the options. */
    public Read read() throws IOException {
        Set<Wanted> wanted = new LinkedHashSet<>();
        for (String text : targets) {
            if (text.equalsIgnoreCase(TRUE)) {
                wanted.add(new Wanted(TRUE, null));
            } else {
                for (Target target : parse("--target", text)) {
                    wanted.add(new Wanted(suffix(target), target));
                }
            }
        }
        if (wanted.size() > MOST) {
            throw new UsageException("--target: " + wanted.size() + " classes; at most " + MOST + " in one run");
        }
        boolean needsTruth = wanted.stream().anyMatch(w -> w.target() == null);
        if (truth != null && !needsTruth) {
            throw new UsageException("--truth is for --target true");
        }
        List<Target> others = against == null ? List.of(Target.top()) : parse("--against", against);
        if (others.size() > 1) {
            throw new UsageException("--against " + against + ": one class is needed");
        }
        Truth labels = needsTruth ? Truth.read(truth) : null;
        return new Read(distinct(wanted), others.get(0), labels);
    }

    /** Whether a class to compare with is named. */
    public boolean isAgainst() {
        return against != null;
    }

    private static List<Target> parse(String option, String text) {
        return OptionValue.read(option, () -> Target.parseAll(text));
    }

    private static String suffix(Target target) {
        if (target instanceof Target.Rank rank) {
            return "top" + rank.rank();
        }
        if (target instanceof Target.Index index) {
            return "class" + index.index();
        }
        return FileNames.part(((Target.Named) target).label().toLowerCase(Locale.ROOT));
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
