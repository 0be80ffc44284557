package org.srmap.eval.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of an entry: ustar, the pax extensions for long names and sizes, and GNU's.
 *
 * @param name path in the archive, without {@code ..}, {@code .} and a slash in front
 * @param size bytes of its data
 * @param type the type flag
 * @param valid whether the checksum is right
 */
record TarHeader(String name, long size, char type, boolean valid) {
    static final int BLOCK = 512;
    private static final int CHECKSUM = 148;
    private static final int MOST_NAME_BYTES = 1 << 20;

    /** What an entry says about the one that follows it. */
    static final class Names {
        private @Nullable String path;
        private long size = -1;

        /** Takes in the data of an entry that describes the next one. */
        void add(TarHeader header, byte[] data) {
            if (header.type() == 'L') {
                path = text(data, 0, data.length);
            } else if (header.type() == 'x') {
                records(data);
            }
        }

        /** Lines {@code LENGTH KEY=VALUE}, the length counting itself and the end of the line. */
        private void records(byte[] data) {
            int at = 0;
            while (at < data.length) {
                int space = at;
                while (space < data.length && data[space] != ' ') {
                    space++;
                }
                String digits = new String(data, at, space - at, StandardCharsets.US_ASCII);
                int length = digits.matches("[0-9]{1,7}") ? Integer.parseInt(digits) : 0;
                if (length <= space - at || at + length > data.length) {
                    return;
                }
                String record = new String(data, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
                if (record.startsWith("path=")) {
                    path = record.substring(5);
                } else if (record.matches("size=[0-9]{1,18}")) {
                    size = Long.parseLong(record.substring(5));
                }
                at += length;
            }
        }
    }

    /** The header in a block, with what the entry before it said; null for an empty block, the archive's end. */
    static @Nullable TarHeader read(byte[] block, Names names) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
        }
        if (sum == 8 * ' ') {
            return null;
        }
        boolean valid = number(block, CHECKSUM, 8) == sum;
        char type = (char) (block[156] & 0xff);
        String name = text(block, 0, 100);
        if (text(block, 257, 5).equals("ustar") && block[263] == '0' && block[345] != 0) {
            name = text(block, 345, 155) + "/" + name;
        }
        long size = number(block, 124, 12);
        TarHeader header = new TarHeader(name, size, type, valid && size >= 0);
        if (header.describesNext()) {
            return header;
        }
        TarHeader whole = new TarHeader(
                clean(names.path == null ? name : names.path),
                names.size < 0 ? size : names.size,
                type,
                header.valid());
        names.path = null;
        names.size = -1;
        return whole;
    }

    /** Whether it is a file with bytes; not a folder, link, device or a file with holes. */
    boolean isFile() {
        return type == '0' || type == 0 || type == '7';
    }

    /** Whether its data are about the entry that follows, or about the archive. */
    boolean describesNext() {
        return type == 'x' || type == 'g' || type == 'L' || type == 'K';
    }

    int smallSize(Path archive) throws IOException {
        if (size > MOST_NAME_BYTES) {
            throw new IOException(archive + ": a name of " + size + " bytes");
        }
        return (int) size;
    }

    /** An octal number, or GNU's binary one with the first bit set; -1 when it is neither. */
    private static long number(byte[] block, int offset, int length) {
        if ((block[offset] & 0x80) != 0) {
            long value = 0;
            for (int i = offset + length - 8; i < offset + length; i++) {
                value = value << 8 | block[i] & 0xff;
            }
            return value;
        }
        String digits = text(block, offset, length).strip();
        return digits.matches("[0-7]{1,12}") ? Long.parseLong(digits, 8) : digits.isEmpty() ? 0 : -1;
    }

    private static String text(byte[] bytes, int offset, int most) {
        int end = offset;
        while (end < offset + most && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static String clean(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.replaceAll("\\p{Cntrl}", "_").split("[/\\\\]")) {
            if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
