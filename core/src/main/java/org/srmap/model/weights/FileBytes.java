package org.srmap.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.FileRegion;

/**
 * The bytes of a file as read-only little-endian views; memory-mapped, so that nothing is copied.
 *
 * <p>One mapping holds at most 2 GiB, so larger files are mapped in overlapping windows that start every 1 GiB: any
 * slice of up to 1 GiB lies inside one of them. The file must not be shortened while the views are in use.
 */
final class FileBytes {
    private static final long STEP = 1L << 30;
    private static final long WINDOW = Integer.MAX_VALUE;

    private final List<ByteBuffer> windows;
    private final long size;
    private final @Nullable Path file;

    private FileBytes(List<ByteBuffer> windows, long size, @Nullable Path file) {
        this.file = file;
        this.windows = windows;
        this.size = size;
    }

    /** Maps a file. */
    static FileBytes map(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException("no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a regular file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            List<ByteBuffer> windows = new ArrayList<>();
            for (long start = 0; start == 0 || start < size; start += STEP) {
                windows.add(channel.map(MapMode.READ_ONLY, start, Math.min(WINDOW, size - start)));
            }
            return new FileBytes(windows, size, file.toRealPath());
        }
    }

    /** Bytes that are already in memory. */
    static FileBytes of(ByteBuffer bytes) {
        return new FileBytes(List.of(bytes.slice().asReadOnlyBuffer()), bytes.remaining(), null);
    }

    long size() {
        return size;
    }

    /** The place at {@code offset} in the file, or null when the bytes are in memory. */
    @Nullable
    FileRegion region(long offset) {
        return file == null ? null : new FileRegion(file, offset);
    }

    /** A view of {@code length} bytes from {@code offset} on; fails when they are not all there. */
    ByteBuffer slice(long offset, long length) throws IOException {
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw new IOException("the file ends early: bytes " + offset + " to " + (offset + length)
                    + " are needed, but it has " + size + " (is it complete?)");
        }
        if (length > STEP) {
            throw new IOException("a block of " + length + " bytes is more than srmap reads at once (" + STEP + ")");
        }
        int window = (int) Math.min(offset / STEP, windows.size() - 1L);
        ByteBuffer view = windows.get(window).duplicate();
        int start = (int) (offset - window * STEP);
        view.position(start).limit(start + (int) length);
        return view.slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
