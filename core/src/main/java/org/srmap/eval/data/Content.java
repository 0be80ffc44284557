package org.srmap.eval.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes of a photo or a mask, wherever they are. May be used by several threads. */
public interface Content {
    /** No picture may be larger: 1 GiB. */
    long MOST_BYTES = 1L << 30;

    /** How messages call it: its path, or its path in the archive. */
    String name();

    /**
     * Reads all of it.
     *
     * @throws IOException when it has vanished, cannot be read, or is larger than {@link #MOST_BYTES}; one line that
     *     names it
     */
    byte[] read() throws IOException;

    /** A file. */
    record OfFile(Path file) implements Content {
        @Override
        public String name() {
            return file.toString();
        }

        @Override
        public byte[] read() throws IOException {
            try {
                if (Files.isDirectory(file)) {
                    throw new IOException(file + ": is a folder, not a picture");
                }
                if (Files.size(file) > MOST_BYTES) {
                    throw new IOException(file + ": " + Files.size(file) + " bytes are more than a picture may have");
                }
                return Files.readAllBytes(file);
            } catch (NoSuchFileException e) {
                throw new IOException(file + ": no such file", e);
            } catch (java.nio.file.AccessDeniedException e) {
                throw new IOException(file + ": permission denied", e);
            }
        }
    }
}
