package org.srmap.eval.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes tar archives, byte by byte. */
final class TarBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** An entry with a header of the old kind. */
    TarBytes add(String name, char type, byte[] data) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format("%011o", data.length));
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        bytes.writeBytes(header);
        bytes.writeBytes(data);
        bytes.writeBytes(new byte[(512 - data.length % 512) % 512]);
        return this;
    }

    TarBytes file(String name, String content) {
        return add(name, '0', content.getBytes(StandardCharsets.UTF_8));
    }

    byte[] unfinished() {
        return bytes.toByteArray();
    }

    byte[] toBytes() {
        bytes.writeBytes(new byte[1024]);
        return bytes.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(ascii, 0, header, at, ascii.length);
    }
}
