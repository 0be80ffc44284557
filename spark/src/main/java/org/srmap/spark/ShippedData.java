package org.srmap.spark;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.data.Content;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSet;
import org.srmap.eval.data.DataSets;

/**
 * A data set that every node sees at the same path; each executor opens it once. Photos travel as their names.
 */
final class ShippedData implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final String photos;
    private final @Nullable String labels;
    private final @Nullable String synsets;
    private final @Nullable String boxes;
    private transient @Nullable Map<String, DataItem> items;

    /**
     * A photo on its way.
     *
     * @param file its name in the data set
     * @param label its label; null when not known
     */
    record Name(String file, @Nullable String label) implements Serializable {}

    ShippedData(Path photos, DataSets.Beside beside) {
        this.photos = absolute(photos);
        labels = beside.labels() == null ? null : absolute(beside.labels());
        synsets = beside.synsets() == null ? null : absolute(beside.synsets());
        boxes = beside.boxes() == null ? null : absolute(beside.boxes());
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    private static @Nullable Path path(@Nullable String path) {
        return path == null ? null : Path.of(path);
    }

    /** A photo by its name; one that is not there fails when it is read. */
    synchronized DataItem item(Name name) throws IOException {
        Map<String, DataItem> known = items;
        if (known == null) {
            known = new HashMap<>();
            // never closed: an archive is read as long as the executor lives
            DataSet data =
                    DataSets.open(Path.of(photos), new DataSets.Beside(path(labels), path(synsets), path(boxes)));
            for (DataItem item : data.items()) {
                known.put(item.file(), item);
            }
            items = known;
        }
        DataItem item = known.get(name.file());
        return item == null ? missing(name) : item.withLabel(name.label());
    }

    private DataItem missing(Name name) {
        return photo(name.file(), name.label(), () -> {
            throw new IOException(photos + ": " + name.file() + ": no longer there");
        });
    }

    /** Reads the bytes of a photo. */
    interface Bytes {
        byte[] read() throws IOException;
    }

    /** A photo whose bytes come from somewhere else. */
    static DataItem photo(String file, @Nullable String label, Bytes bytes) {
        Content content = new Content() {
            @Override
            public String name() {
                return file;
            }

            @Override
            public byte[] read() throws IOException {
                return bytes.read();
            }
        };
        return new DataItem(file, label, DataItem.Places.UNKNOWN, null, content);
    }
}
