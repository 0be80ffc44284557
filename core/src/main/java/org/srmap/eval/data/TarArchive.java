package org.srmap.eval.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The photos of a tar archive, read where they are: the headers are read once, after that any photo is one read away.
 * Archives in the archive are opened too, one deep, as ILSVRC's training set has them; their names are labels.
 *
 * <p>Nothing is ever unpacked, so that a name such as {@code ../../x} is only a name; links and devices are ignored.
 */
final class TarArchive implements Closeable {
    private static final int MOST_ENTRIES = 20_000_000;

    private final Path path;
    private final RandomAccessFile file;
    private final long length;
    private final Map<String, Entry> photos = new LinkedHashMap<>();
    private int entries;

    private TarArchive(Path path) throws IOException {
        this.path = path;
        file = new RandomAccessFile(path.toFile(), "r");
        length = file.length();
    }

    /** Opens an archive and reads its headers. */
    static TarArchive open(Path path) throws IOException {
        TarArchive archive = new TarArchive(path);
        try {
            archive.index(0, archive.length, "");
            return archive;
        } catch (IOException e) {
            archive.close();
            throw e;
        }
    }

    /** A photo in the archive. */
    private final class Entry implements Content {
        private final String name;
        private final long offset;
        private final long size;

        Entry(String name, long offset, long size) {
            this.name = name;
            this.offset = offset;
            this.size = size;
        }

        @Override
        public String name() {
            return path + "/" + name;
        }

        @Override
        public byte[] read() throws IOException {
            if (size > MOST_BYTES) {
                throw new IOException(name() + ": " + size + " bytes are more than a picture may have");
            }
            return bytes(offset, (int) size);
        }
    }

    /** The photos in the order of their names; those in folders or inner archives have these for labels. */
    List<DataItem> items() {
        return photos.values().stream()
                .map(e -> new DataItem(e.name, label(e.name), DataItem.Places.UNKNOWN, null, e))
                .sorted(Comparator.comparing(DataItem::file))
                .toList();
    }

    /** The folder that the photo is in, as far as there is more than one. */
    private @Nullable String label(String name) {
        String[] parts = name.split("/");
        return parts.length < 2 || isFlat() ? null : parts[parts.length - 2];
    }

    private boolean isFlat() {
        if (flat == null) {
            flat = photos.keySet().stream()
                            .map(n -> n.substring(0, Math.max(n.lastIndexOf('/'), 0)))
                            .distinct()
                            .limit(2)
                            .count()
                    < 2;
        }
        return flat;
    }

    private @Nullable Boolean flat;

    private void index(long from, long to, String folder) throws IOException {
        TarHeader.Names names = new TarHeader.Names();
        long at = from;
        while (at + TarHeader.BLOCK <= to) {
            TarHeader header = TarHeader.read(bytes(at, TarHeader.BLOCK), names);
            if (header == null) {
                return;
            }
            if (!header.valid()) {
                throw new IOException(path + (at == 0 ? ": not a tar archive" : ": damaged at byte " + at));
            }
            long data = at + TarHeader.BLOCK;
            String name = folder + header.name();
            if (header.size() > to - data || ++entries > MOST_ENTRIES) {
                throw new IOException(path + ": ends within " + name + "; the archive is truncated");
            }
            if (header.describesNext()) {
                names.add(header, bytes(data, header.smallSize(path)));
            } else if (header.isFile()) {
                file(name, data, header.size(), folder);
            }
            at = data + (header.size() + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
        }
    }

    private void file(String name, long data, long size, String folder) throws IOException {
        if (DataSets.isPicture(name)) {
            photos.put(name, new Entry(name, data, size));
        } else if (name.endsWith(".tar") && folder.isEmpty()) {
            index(data, data + size, name.substring(0, name.length() - 4) + "/");
        }
    }

    /** Locked, so that threads do not move each other's place; no channel, because an interruption would close it. */
    private byte[] bytes(long offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        synchronized (file) {
            file.seek(offset);
            try {
                file.readFully(bytes);
            } catch (EOFException e) {
                throw new IOException(path + ": has become shorter", e);
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
