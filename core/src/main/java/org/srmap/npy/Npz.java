package org.srmap.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads {@code .npz} archives: zip files of {@code .npy} arrays, compressed or not. */
public final class Npz {
    /** What {@link #read(Path)} allows all arrays of one archive together, in bytes: 1 GiB. */
    public static final long DEFAULT_LIMIT = 1L << 30;

    private Npz() {}

    /** Reads all arrays, at most {@link #DEFAULT_LIMIT} bytes of them; see {@link #read(Path, long)}. */
    public static Map<String, NpyArray> read(Path file) throws IOException {
        return read(file, DEFAULT_LIMIT);
    }

    /**
     * Reads all arrays in the order of the archive. Names come without {@code .npy}; they are only names here, nothing
     * is ever written to them.
     *
     * @param limit the most bytes that all arrays together may unpack to
     * @throws IOException when the file is no archive, when an entry is no array, when an entry unpacks to more than
     *     its shape needs, or when the limit is passed; the message is one line and names file and entry
     */
    public static Map<String, NpyArray> read(Path file, long limit) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such file");
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        long left = limit;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : List.copyOf(Collections.list(zip.entries()))) {
                if (!entry.getName().endsWith(".npy")) {
                    throw new IOException(file + ": entry '" + entry.getName() + "' is not a .npy array");
                }
                String name = file + ": entry '" + entry.getName() + "'";
                NpyArray array = readEntry(zip, entry, name, left);
                left -= (long) array.size() * DType.ofCode(array.dtype()).bytes;
                arrays.put(entry.getName().substring(0, entry.getName().length() - 4), array);
            }
        } catch (ZipException e) {
            throw new IOException(file + ": not a readable .npz archive (" + e.getMessage() + ")", e);
        }
        return arrays;
    }

    private static NpyArray readEntry(ZipFile zip, ZipEntry entry, String name, long left) throws IOException {
        if (entry.getSize() > left) {
            throw new IOException(
                    name + " unpacks to " + entry.getSize() + " bytes; only " + left + " bytes of the limit are left");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            // The directory's own size is what the array may believe in; a stream that runs on is caught below.
            NpyArray array = Npy.read(in, name, entry.getSize());
            if (in.read() >= 0) {
                throw new IOException(name + " unpacks to more than its shape " + array + " needs");
            }
            return array;
        } catch (ZipException e) {
            throw new IOException(name + " is damaged (" + e.getMessage() + ")", e);
        }
    }
}
