package org.srmap.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.srmap.run.RunFolder;

/**
 * The folder of a study: {@code study.json}, {@code photos.parquet} (the photos in their order),
 * {@code results/part-NNNNN.parquet}, and {@code maps/}.
 */
final class StudyFolder implements AutoCloseable {
    private static final String RECORD = "study.json";

    private final RunFolder run;

    /**
     * A photo of a study.
     *
     * @param file its name in the data set
     * @param label its label; null when not known
     */
    record PhotoName(String file, @Nullable String label) {}

    private StudyFolder(RunFolder run) {
        this.run = run;
    }

    /**
     * Takes a folder for this process, see {@link RunFolder#open}.
     *
     * @param maps whether maps are kept in it
     */
    static StudyFolder open(Path folder, boolean maps) throws IOException {
        return new StudyFolder(maps ? RunFolder.open(folder, "results", "maps") : RunFolder.open(folder, "results"));
    }

    Path path() {
        return run.path();
    }

    Path results() {
        return run.resolve("results");
    }

    Path maps() {
        return run.resolve("maps");
    }

    Path photos() {
        return run.resolve("photos.parquet");
    }

    /** The file of a shard. */
    Path part(int shard) {
        return results().resolve(String.format(Locale.ROOT, "part-%05d.parquet", shard));
    }

    /** What {@code study.json} says; null when there is none yet. */
    @Nullable
    JsonNode record() throws IOException {
        return run.read(RECORD);
    }

    void write(JsonNode record) throws IOException {
        run.write(RECORD, record);
    }

    @Override
    public void close() throws IOException {
        run.close();
    }
}
