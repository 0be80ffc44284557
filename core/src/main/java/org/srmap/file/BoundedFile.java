package org.srmap.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads whole files from strangers, whose size is not to be trusted. */
public final class BoundedFile {
    private BoundedFile() {}

    /**
     * Reads all of a file.
     *
     * @param most how many bytes it may have, less than 2^31 - 8
     * @throws IOException when it is missing, a folder, larger, or cannot be read; one line that names the file
     */
    public static byte[] read(Path file, int most) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException(file + ": is a folder, not a file");
            }
            if (Files.size(file) > most) {
                throw tooLarge(file, most);
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(most + 1); // devices and growing files have no size that counts
                if (bytes.length > most) {
                    throw tooLarge(file, most);
                }
                return bytes;
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": permission denied", e);
        }
    }

    /**
     * Reads a text in UTF-8, without the byte order mark that some programs put in front.
     *
     * @throws IOException as {@link #read}, and when it is not UTF-8
     */
    public static String readText(Path file, int most) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(file, most)))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not a text in UTF-8", e);
        }
    }

    private static IOException tooLarge(Path file, int most) {
        String limit = most >= 1 << 20 ? (most >> 20) + " MiB" : (most >> 10) + " KiB";
        return new IOException(file + ": larger than the " + limit + " that it may have");
    }
}
