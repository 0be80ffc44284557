package org.srmap.study;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear whole or not at all, whatever ends the program or the machine. */
final class AsideFile {
    /** Files in the making begin so; they are of no use to anybody else. */
    static final String PREFIX = ".aside-";

    private AsideFile() {}

    /** Writes the content to the place given. */
    interface Content {
        void writeTo(Path aside) throws IOException;
    }

    /** Writes beside, flushes to the disk, renames, and flushes the folder. */
    static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + ": not a file name");
        }
        Path aside = folder.resolve(PREFIX + file.getFileName());
        try {
            content.writeTo(aside);
            flushFile(aside);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            flushFolder(folder);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** The file's content is on the disk after that. */
    static void flushFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Where the system lets a folder be flushed, its new names are on the disk after that. */
    static void flushFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // Windows has no such thing, and needs none
        }
    }
}
