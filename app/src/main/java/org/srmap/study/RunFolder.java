package org.srmap.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.srmap.file.AsideFile;

/**
 * The folder of a run: {@code study.json}, {@code photos.parquet} (the photos in their order),
 * {@code results/part-NNNNN.parquet}, and {@code maps/}. One process at a time works on it.
 */
final class RunFolder implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    /**
     * A photo of a study.
     *
     * @param file its name in the data set
     * @param label its label; null when not known
     */
    record PhotoName(String file, @Nullable String label) {}

    private RunFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process; makes it where it is missing, and clears what a killed process left behind.
     *
     * @throws IOException when it cannot be written to, or another process works on it
     */
    static RunFolder open(Path folder) throws IOException {
        try {
            AsideFile.createFolders(folder.resolve("results"));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new IOException(folder + ": is a file, or has a file \"results\"; a folder is needed", e);
        }
        FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this very process
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (lock == null) {
            channel.close();
            throw new IOException(
                    folder + ": another srmap is working on this study; wait for it, or use another folder");
        }
        RunFolder run = new RunFolder(folder, channel, lock);
        run.clear(folder);
        run.clear(run.results());
        return run;
    }

    private void clear(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (AsideFile.isLeftover(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    Path folder() {
        return folder;
    }

    Path results() {
        return folder.resolve("results");
    }

    Path photos() {
        return folder.resolve("photos.parquet");
    }

    /** The file of a shard. */
    Path part(int shard) {
        return results().resolve(String.format(Locale.ROOT, "part-%05d.parquet", shard));
    }

    /** What {@code study.json} says; null when there is none yet. */
    @Nullable
    JsonNode record() throws IOException {
        Path file = folder.resolve("study.json");
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException(file + ": damaged (" + e.getOriginalMessage() + "); use another --out folder", e);
        }
    }

    void write(JsonNode record) throws IOException {
        byte[] bytes = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
        AsideFile.write(folder.resolve("study.json"), bytes);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
