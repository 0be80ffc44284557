package org.srmap.eval.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens data sets. */
public final class DataSets {
    private static final Set<String> PICTURES =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "tif", "tiff", "bmp", "gif");

    private DataSets() {}

    /**
     * What belongs to a data set but is not in it.
     *
     * @param labels true classes of flat folders and archives, see {@link GroundTruth}; null: not known
     * @param synsets what the numbers of ILSVRC's ground truth mean, see {@link DevkitSynsets}; null: they are no
     *     numbers
     * @param boxes a folder with an annotation {@code STEM.xml} for each photo, see {@link Annotation}; null: none
     */
    public record Beside(
            @Nullable Path labels,
            @Nullable Path synsets,
            @Nullable Path boxes) {
        /** Nothing. */
        public static Beside nothing() {
            return new Beside(null, null, null);
        }
    }

    /**
     * Opens a data set: a folder of folders (one per class), a folder of photos, a table ({@code .csv}) or an archive
     * ({@code .tar}).
     *
     * @throws IOException when there is no such thing, or there are no photos in it; one line that names it
     */
    public static DataSet open(Path place, Beside beside) throws IOException {
        DataSet found = found(place);
        if (found.items().isEmpty()) {
            found.close();
            throw new IOException(place + ": no photos in it (" + endings() + ")");
        }
        try {
            return found.with(labelled(found.items(), beside));
        } catch (IOException | RuntimeException e) {
            found.close();
            throw e;
        }
    }

    /**
     * Photos from anywhere with the labels and boxes that lie beside them.
     *
     * @param items photos in the order of their names
     * @throws IOException when labels or boxes cannot be read, or do not belong to these photos
     */
    public static List<DataItem> labelled(List<DataItem> items, Beside beside) throws IOException {
        List<DataItem> known = beside.labels() == null
                ? items
                : GroundTruth.read(beside.labels(), beside.synsets()).label(items);
        return beside.boxes() == null ? known : annotated(known, beside.boxes());
    }

    private static DataSet found(Path place) throws IOException {
        String name = String.valueOf(place.getFileName()).toLowerCase(Locale.ROOT);
        if (Files.isDirectory(place)) {
            return PhotoFolders.read(place);
        }
        if (!Files.exists(place)) {
            throw new IOException(place + ": no such file or folder");
        }
        if (name.endsWith(".csv")) {
            return Manifest.read(place);
        }
        if (name.endsWith(".tar")) {
            TarArchive archive = TarArchive.open(place);
            return new DataSet(DataSet.Kind.TAR, place, archive.items(), archive);
        }
        throw new IOException(place + ": a folder, a table (.csv) or an archive (.tar) is needed"
                + (name.matches(".*\\.(tgz|tar\\..*)") ? "; unpack the compression first" : ""));
    }

    /** Whether a file of this name may be a photo. */
    public static boolean isPicture(String name) {
        return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    static String endings() {
        return String.join(", ", PICTURES.stream().sorted().toList());
    }

    /** The name without folders and ending. */
    static String stem(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Annotations lie flat in their folder, as for ILSVRC's validation set, or in a folder for each class. */
    private static List<DataItem> annotated(List<DataItem> items, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": no such folder of boxes");
        }
        Set<String> stems = new java.util.HashSet<>();
        items.forEach(item -> stems.add(stem(item.file())));
        java.util.Map<String, Path> found = new java.util.HashMap<>();
        try (Stream<Path> files = Files.walk(folder, 3)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".xml") && stems.contains(stem(name)) && found.put(stem(name), file) != null) {
                    throw new IOException(folder + ": two annotations are called " + name);
                }
            }
        }
        if (found.isEmpty()) {
            throw new IOException(folder + ": no annotation has the name of a photo; for "
                    + items.get(0).file() + " it would be "
                    + stem(items.get(0).file()) + ".xml");
        }
        List<DataItem> all = new ArrayList<>();
        for (DataItem item : items) {
            Path file = found.get(stem(item.file()));
            all.add(file == null ? item : item.withPlaces(label -> Annotation.boxes(Annotation.read(file), label)));
        }
        return all;
    }
}
