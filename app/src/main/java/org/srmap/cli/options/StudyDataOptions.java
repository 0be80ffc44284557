package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.UsageException;
import org.srmap.eval.data.ClassMap;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSet;
import org.srmap.eval.data.DataSets;
import org.srmap.model.Labels;
import org.srmap.study.StudyModel;
import org.srmap.text.Digest;
import picocli.CommandLine.Option;

/** What belongs to photos but is not in them: their true classes and boxes. */
public final class StudyDataOptions {
    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "true classes of a folder or an archive: ILSVRC's ground truth (with --synsets), or lines"
                    + " NAME LABEL")
    private @Nullable Path labels;

    @Option(
            names = "--synsets",
            paramLabel = "FILE",
            description =
                    "which synset each id of ILSVRC's ground truth is: lines ID SYNSET (from the development kit)")
    private @Nullable Path synsets;

    @Option(
            names = "--boxes",
            paramLabel = "DIR",
            description = "annotations of the photos in XML (ILSVRC, PASCAL VOC)")
    private @Nullable Path boxes;

    @Option(
            names = "--label-numbers",
            paramLabel = "FILE",
            description = "what labels mean that are numbers: a list of names as for --class-names, or imagenet"
                    + " [the classes of the model]")
    private @Nullable String numbers;

    /** Checks the options before anything is loaded. */
    public void check(Path photos) {
        if (synsets != null && labels == null) {
            throw new UsageException("--synsets is for --labels: it says what the numbers there mean");
        }
        if (!Files.exists(photos)) {
            throw new UsageException(photos + ": no such file or folder");
        }
    }

    /** Opens the data set. */
    public DataSet open(Path photos) throws IOException {
        return DataSets.open(photos, beside());
    }

    /** The files of labels, synsets and boxes. */
    public DataSets.Beside beside() {
        return new DataSets.Beside(labels, synsets, boxes);
    }

    /** What labels mean that are numbers; null: the model's own classes. */
    public @Nullable Labels numbers() throws IOException {
        if (numbers == null) {
            return null;
        }
        return numbers.equals("imagenet") ? Labels.imagenet() : Labels.read(Path.of(numbers));
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
                && photos.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".csv")) {
            inputs.put("table_sha256", Digest.sha256(photos));
        }
        if (labels != null) {
            inputs.put("labels_sha256", Digest.sha256(labels));
        }
        if (synsets != null) {
            inputs.put("synsets_sha256", Digest.sha256(synsets));
        }
        if (boxes != null) {
            inputs.put("boxes", boxes.toAbsolutePath().normalize().toString());
        }
        return inputs;
    }
}
