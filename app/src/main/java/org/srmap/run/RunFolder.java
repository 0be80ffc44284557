package org.srmap.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.srmap.file.AsideFile;

/** The folder of a run. One process at a time works in it. */
public final class RunFolder implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private RunFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes a folder for this process; makes it where it is missing, and clears what a killed process left unfinished.
     *
     * @param below folders in it that are the run's own; they are made, too
     * @throws IOException when it cannot be written to, or another process works in it
     */
    public static RunFolder open(Path folder, String... below) throws IOException {
        try {
            AsideFile.createFolders(folder);
            for (String name : below) {
                AsideFile.createFolders(folder.resolve(name));
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(e.getFile() + ": is a file; a folder is needed", e);
        }
        RunFolder run = lock(folder);
        try {
            clear(folder, 1);
            for (String name : below) {
                clear(folder.resolve(name), Integer.MAX_VALUE);
            }
            return run;
        } catch (IOException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private static RunFolder lock(Path folder) throws IOException {
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
            throw new IOException(folder + ": another srmap is working in it; wait for it, or use another folder");
        }
        return new RunFolder(folder, channel, lock);
    }

    private static void clear(Path in, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(in, depth)) {
            for (Path file : (Iterable<Path>) files.filter(AsideFile::isLeftover)::iterator) {
                Files.delete(file);
            }
        }
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** A file or folder in it. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /**
     * A JSON file in it; null when it is not there.
     *
     * @throws IOException when it cannot be read, or is damaged
     */
    public @Nullable JsonNode read(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": damaged (" + e.getOriginalMessage() + "); use another folder", e);
        }
    }

    /** Writes a JSON file in it, which is on the disk when this returns. */
    public void write(String name, JsonNode json) throws IOException {
        AsideFile.write(
                folder.resolve(name), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
