package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.eval.data.Content;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSets;
import picocli.CommandLine.Option;

/** The true classes of photos. */
@OptionGroup("Truth")
public final class TruthOptions {
    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description =
                    "true classes: a table file,label (.csv), lines NAME LABEL, or a label a line in the order of the"
                            + " photos, such as ILSVRC's ground truth (with --synsets) [the names of the folders they are in]")
    private @Nullable Path truth;

    @Option(
            names = "--synsets",
            paramLabel = "FILE",
            description =
                    "which synset each id of ILSVRC's ground truth is: lines ID SYNSET (from the development kit)")
    private @Nullable Path synsets;

    /** Whether a file of true classes is given. */
    boolean isGiven() {
        return truth != null;
    }

    /**
     * Checks the options before anything is loaded.
     *
     * @throws UsageException when a file is not there, or is for nothing
     */
    void check() {
        if (synsets != null && truth == null) {
            throw new UsageException("--synsets is for --truth: it gives the meaning of the numbers there");
        }
        requireFile("--truth", truth);
        requireFile("--synsets", synsets);
    }

    private static void requireFile(String option, @Nullable Path file) {
        if (file != null && !Files.isRegularFile(file)) {
            throw new UsageException(option + " " + file + ": no such file");
        }
    }

    /** What lies beside a data set. */
    DataSets.Beside beside(@Nullable Path boxes) {
        return new DataSets.Beside(truth, synsets, boxes);
    }

    /** The files that decide which class is true, by what records call them. */
    Map<String, Path> files() {
        Map<String, Path> files = new HashMap<>();
        if (truth != null) {
            files.put("truth", truth);
        }
        if (synsets != null) {
            files.put("synsets", synsets);
        }
        return files;
    }

    /**
     * The true classes of files, as a file of them or else the folders they are in call them; without those that it does
     * not name.
     *
     * @throws IOException when the file of true classes cannot be read, or is not about these files
     */
    Map<Path, String> labels(Collection<Path> files) throws IOException {
        List<DataItem> items = new ArrayList<>();
        Map<String, Path> byName = new HashMap<>();
        for (Path file : files) {
            String name = file.toString().replace('\\', '/');
            byName.put(name, file);
            String label = truth == null ? folder(file) : null;
            items.add(new DataItem(name, label, DataItem.Places.UNKNOWN, null, new Content.OfFile(file)));
        }
        Map<Path, String> labels = new HashMap<>();
        for (DataItem item : DataSets.labelled(items, beside(null))) {
            Path file = byName.get(item.file());
            if (file != null && item.label() != null) {
                labels.put(file, item.label());
            }
        }
        return labels;
    }

    private static String folder(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString();
    }

    /** How to say that the true class of a file is not known. */
    String unknown(@Nullable String label) {
        if (label == null) {
            return "no true label: " + truth + " does not name this file";
        }
        return truth == null
                ? "no true label: the folder \"" + label
                        + "\" is not the name of a class or synset of the model; give the true classes with --truth"
                : "its true label in " + truth + " is \"" + label + "\", which is not a class of the model";
    }
}
