package org.srmap.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSet;
import org.srmap.eval.data.DataSets;

/**
 * The photos of a study, where its data set still is. Requests name them as the rows do; that name is looked up in the
 * list of the data set, it never becomes a path.
 */
final class StudyPhotos implements AutoCloseable {
    private static final int MOST_BYTES = 64 << 20;

    private final @Nullable Path place;
    private final Map<String, DataItem> items = new HashMap<>();
    private final BoundedCache<String, byte[]> thumbnails = new BoundedCache<>(32L << 20, bytes -> bytes.length);
    private @Nullable DataSet data;
    private boolean tried;

    StudyPhotos(@Nullable Path place) {
        this.place = place;
    }

    /**
     * The file of a photo.
     *
     * @throws Refusal when it is not there, or not any more
     */
    byte[] read(String file) {
        DataItem item = find(file);
        if (item == null) {
            throw new Refusal(404, "the photo is not where the study found it; only its results can be shown");
        }
        try {
            byte[] bytes = item.read();
            if (bytes.length > MOST_BYTES) {
                throw new Refusal(413, "the photo is larger than " + (MOST_BYTES >> 20) + " MB");
            }
            return bytes;
        } catch (IOException e) {
            throw new Refusal(404, "the photo can no longer be read; only its results can be shown");
        }
    }

    /** Whether a photo is where the study saw it. */
    boolean has(String file) {
        return find(file) != null;
    }

    private synchronized @Nullable DataItem find(String file) {
        Path from = place;
        if (!tried && from != null) {
            tried = true;
            try {
                DataSet opened = DataSets.open(from, DataSets.Beside.nothing());
                opened.items().forEach(item -> items.put(item.file(), item));
                data = opened;
            } catch (IOException e) {
                return null; // moved or deleted since: the study is shown without photos
            }
        }
        return items.get(file);
    }

    BoundedCache<String, byte[]> thumbnails() {
        return thumbnails;
    }

    @Override
    public synchronized void close() {
        if (data != null) {
            try {
                data.close();
            } catch (IOException e) {
                return; // only read from
            }
        }
    }
}
