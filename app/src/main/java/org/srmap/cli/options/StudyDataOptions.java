package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.eval.data.ClassMap;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSet;
import org.srmap.eval.data.DataSets;
import org.srmap.model.Labels;
import org.srmap.study.StudyModel;
import org.srmap.text.Digest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What belongs to the photos of a study but is not in them. */
@OptionGroup("Truth")
public final class StudyDataOptions {
    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--label-numbers",
            paramLabel = "FILE",
            description = "names of labels that are numbers: a list of names as for --class-names, or imagenet"
                    + " [the classes of the model]")
    private @Nullable String numbers;

    /** Checks the options before anything is loaded. */
    public void check(Path photos) {
        data.check(photos);
    }

    /** Opens the data set. */
    public DataSet open(Path photos) throws IOException {
        return DataSets.open(photos, beside());
    }

    /** The files of true classes, synsets and boxes. */
    public DataSets.Beside beside() {
        return data.beside();
    }

    /** What labels mean that are numbers; null: the model's own classes. */
    public @Nullable Labels numbers() throws IOException {
        return numbers == null ? null : Models.classNames(numbers);
    }

    /**
     * Requires that numbers mean something certain.
     *
     * @throws UsageException when labels are numbers, and the models have different classes
     */
    public void requireClear(DataSet data, List<StudyModel> models) {
        List<Integer> sizes = models.stream()
                .map(m -> m.model().labels())
                .filter(Objects::nonNull)
                .map(Labels::size)
                .distinct()
                .toList();
        boolean numbered = data.items().stream().map(DataItem::label).anyMatch(l -> l != null && ClassMap.isNumber(l));
        if (numbers == null && numbered && sizes.size() > 1) {
            throw new UsageException("labels of " + data.place() + " are numbers, and the models have " + sizes
                    + " classes: say what the numbers mean with --label-numbers (imagenet, or a list of names)");
        }
    }

    /** What tells whether the data set's files have changed. */
    public Map<String, String> inputs(Path photos) throws IOException {
        Map<String, String> inputs = new LinkedHashMap<>();
        if (Files.isRegularFile(photos)
                && photos.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            inputs.put("table_sha256", Digest.sha256(photos));
        }
        for (Map.Entry<String, Path> file : new TreeMap<>(data.files()).entrySet()) {
            inputs.put(file.getKey() + "_sha256", Digest.sha256(file.getValue()));
        }
        Path boxes = beside().boxes();
        if (boxes != null) {
            inputs.put("boxes", boxes.toAbsolutePath().normalize().toString());
        }
        return inputs;
    }
}
