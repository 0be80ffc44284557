package org.srmap.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files that appear whole or not at all, whatever ends the program or the machine: the content goes to a file
 * beside, is flushed to the disk, and takes its name. May be used by several threads.
 */
public final class AsideFile {
    private static final String PREFIX = ".aside-";

    private AsideFile() {}

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Makes a new file and writes all of the content to it.
         *
         * @param aside a name that no file has
         */
        void writeTo(Path aside) throws IOException;
    }

    /**
     * Writes a file; one that is there is replaced. The file is on the disk when this returns.
     *
     * @throws IOException when it cannot be written; what was there is then left as it was
     */
    public static void write(Path file, Content content) throws IOException {
        // Not createTempFile: that makes files which only their owner may read.
        Path aside = folder(file)
                .resolve(PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            content.writeTo(aside);
            moveInto(aside, file);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** Writes bytes; see {@link #write(Path, Content)}. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, aside -> Files.write(aside, bytes, StandardOpenOption.CREATE_NEW));
    }

    /** Writes a text in UTF-8; see {@link #write(Path, Content)}. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Flushes a finished file to the disk and gives it the name of another in its folder, which it replaces. */
    public static void moveInto(Path finished, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(finished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(finished, file, StandardCopyOption.REPLACE_EXISTING);
        }
        flushFolder(folder(file));
    }

    /** Makes a folder, with those above it that are missing; their names are on the disk when this returns. */
    public static void createFolders(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(folder)) {
            createFolders(parent);
            Files.createDirectories(folder);
            flushFolder(parent);
        }
    }

    /** Where the system lets a folder be flushed, its new names are on the disk after that. */
    private static void flushFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // Windows has no such thing, and needs none
        }
    }

    /** Whether this is a file that a program which was killed left unfinished. */
    public static boolean isLeftover(Path file) {
        return String.valueOf(file.getFileName()).startsWith(PREFIX);
    }

    private static Path folder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + ": not a file name");
        }
        return folder;
    }
}
