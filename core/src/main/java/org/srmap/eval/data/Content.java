package org.srmap.eval.data;

import java.io.IOException;
import java.nio.file.Path;
import org.srmap.file.BoundedFile;

/** The bytes of a photo or a mask, wherever they are. May be used by several threads. */
public interface Content {
    /** No picture may be larger: 1 GiB. */
    int MOST_BYTES = 1 << 30;

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
            return BoundedFile.read(file, MOST_BYTES);
        }
    }
}
