package org.srmap.study.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSet;
import org.srmap.eval.data.DataSets;

/**
 * Photos of a data set by their names in it. A row can only name what the data set lists: whatever is written in a
 * run's files, nothing outside of the data set is read.
 */
public final class DataSetPhotos implements PhotoSource {
    private final @Nullable DataSet data;
    private final Map<String, DataItem> items = new HashMap<>();
    private final String note;

    private DataSetPhotos(@Nullable DataSet data, String note) {
        this.data = data;
        this.note = note;
        if (data != null) {
            data.items().forEach(item -> items.put(item.file(), item));
        }
    }

    /**
     * Opens a data set.
     *
     * @param place null: not known
     * @param needed whether it is an error when it is not there; else there are no photos, and a note
     */
    public static DataSetPhotos open(@Nullable Path place, boolean needed) throws IOException {
        if (place == null) {
            return new DataSetPhotos(
                    null, "the study does not record where its photos are; give the place with --photos");
        }
        if (!needed && !Files.exists(place)) {
            return new DataSetPhotos(null, place + ": the photos are no longer there; give their place with --photos");
        }
        try {
            return new DataSetPhotos(DataSets.open(place, DataSets.Beside.nothing()), "");
        } catch (IOException e) {
            if (needed) {
                throw e;
            }
            return new DataSetPhotos(null, e.getMessage() + "; the report is without photos");
        }
    }

    @Override
    public byte @Nullable [] read(String file) throws IOException {
        DataItem item = items.get(file);
        return item == null ? null : item.read();
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public void close() throws IOException {
        if (data != null) {
            data.close();
        }
    }
}
