package org.srmap.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.text.OneLine;

/**
 * The directory of a zip archive whose entries are stored without compression, so that they can be used where they lie
 * (PKWARE APPNOTE 6.3: end of central directory 4.3.16, zip64 4.3.14, central header 4.3.12, local header 4.3.7).
 * PyTorch writes all its archives so. Nothing is ever unpacked, so no archive can become larger than it is.
 */
final class StoredZip {
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int LARGEST_DIRECTORY = 1 << 24;
    private static final long IN_ZIP64 = 0xffffffffL;

    private record Entry(int method, boolean encrypted, long header, long size) {}

    private record Directory(long offset, long size) {}

    private final FileBytes file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Reads the directory of an archive. */
    StoredZip(FileBytes file) throws IOException {
        this.file = file;
        Directory directory = directory();
        if (directory.size() > LARGEST_DIRECTORY) {
            throw new IOException("the zip directory has " + directory.size() + " bytes; that is not a state dict");
        }
        ByteBuffer central = file.slice(directory.offset(), directory.size());
        while (central.hasRemaining()) {
            readEntry(central);
        }
    }

    private Directory directory() throws IOException {
        int window = (int) Math.min(file.size(), 22 + 0xffff);
        ByteBuffer tail = file.slice(file.size() - window, window);
        for (int at = window - 22; at >= 0; at--) {
            if (tail.getInt(at) == END && at + 22 + Short.toUnsignedInt(tail.getShort(at + 20)) == window) {
                Directory zip64 = zip64(file.size() - window + at);
                return zip64 != null
                        ? zip64
                        : new Directory(unsigned(tail.getInt(at + 16)), unsigned(tail.getInt(at + 12)));
            }
        }
        throw new IOException("the zip archive has no end record (is the file complete?)");
    }

    private @Nullable Directory zip64(long end) throws IOException {
        if (end < 20) {
            return null;
        }
        ByteBuffer locator = file.slice(end - 20, 20);
        if (locator.getInt(0) != LOCATOR64) {
            return null;
        }
        ByteBuffer record = file.slice(locator.getLong(8), 56);
        if (record.getInt(0) != END64) {
            throw new IOException("the zip archive has no zip64 end record where one is announced");
        }
        return new Directory(record.getLong(48), record.getLong(40));
    }

    private void readEntry(ByteBuffer central) throws IOException {
        int at = central.position();
        if (central.remaining() < 46 || central.getInt(at) != CENTRAL) {
            throw new IOException("the zip directory is broken at byte " + at);
        }
        int nameLength = Short.toUnsignedInt(central.getShort(at + 28));
        int extraLength = Short.toUnsignedInt(central.getShort(at + 30));
        int commentLength = Short.toUnsignedInt(central.getShort(at + 32));
        int length = 46 + nameLength + extraLength + commentLength;
        if (length > central.remaining()) {
            throw new IOException("the zip directory is broken at byte " + at);
        }
        byte[] name = new byte[nameLength];
        central.get(at + 46, name);
        String text = new String(name, StandardCharsets.UTF_8);
        ByteBuffer extra = central.slice(at + 46 + nameLength, extraLength).order(central.order());
        if (entries.put(text, entry(central, at, extra)) != null) {
            throw new IOException("the zip archive has two entries " + OneLine.text(text));
        }
        central.position(at + length);
    }

    private static Entry entry(ByteBuffer central, int at, ByteBuffer extra) throws IOException {
        long packed = unsigned(central.getInt(at + 20));
        long size = unsigned(central.getInt(at + 24));
        long header = unsigned(central.getInt(at + 42));
        ByteBuffer large = zip64Fields(extra);
        size = size == IN_ZIP64 ? next(large) : size;
        packed = packed == IN_ZIP64 ? next(large) : packed;
        header = header == IN_ZIP64 ? next(large) : header;
        int method = packed == size ? Short.toUnsignedInt(central.getShort(at + 10)) : -1;
        return new Entry(method, (central.getShort(at + 8) & 1) != 0, header, size);
    }

    private static ByteBuffer zip64Fields(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            if (id == 1) {
                return extra.slice(extra.position(), length).order(extra.order());
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private static long next(ByteBuffer fields) throws IOException {
        if (fields.remaining() < 8) {
            throw new IOException("the zip directory lacks a zip64 size");
        }
        return fields.getLong();
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }

    /** Names of all entries. */
    Set<String> names() {
        return entries.keySet();
    }

    /** The bytes of an entry, where they lie in the file. */
    ByteBuffer content(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IOException("the zip archive has no entry " + OneLine.text(name));
        }
        if (entry.method() != 0 || entry.encrypted()) {
            throw new IOException("the zip entry " + OneLine.text(name)
                    + " is compressed or encrypted, which PyTorch never does; save the file again with torch.save");
        }
        ByteBuffer header = file.slice(entry.header(), 30);
        if (header.getInt(0) != LOCAL) {
            throw new IOException("the zip entry " + OneLine.text(name) + " is not where the directory says");
        }
        long skipped = 30L + Short.toUnsignedInt(header.getShort(26)) + Short.toUnsignedInt(header.getShort(28));
        return file.slice(entry.header() + skipped, entry.size());
    }
}
