package org.srmap.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes protobuf's wire format as a list of segments; large byte fields are referenced, not copied. */
final class WireWriter {
    private static final int REFERENCED_FROM = 4096;

    private final List<ByteBuffer> segments = new ArrayList<>();
    private ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long size;

    void integer(int field, long value) {
        tag(field, WireReader.VARINT);
        varint(value);
    }

    void real(int field, float value) {
        tag(field, WireReader.FIXED32);
        append(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .flip());
    }

    void text(int field, String value) {
        bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    void bytes(int field, ByteBuffer value) {
        tag(field, WireReader.BYTES);
        varint(value.remaining());
        append(value);
    }

    void message(int field, WireWriter message) {
        tag(field, WireReader.BYTES);
        varint(message.size());
        message.close();
        message.segments.forEach(this::append);
    }

    void integers(int field, List<Long> values) {
        for (long value : values) {
            integer(field, value);
        }
    }

    long size() {
        return size;
    }

    void writeTo(WritableByteChannel channel) throws IOException {
        close();
        for (ByteBuffer segment : segments) {
            ByteBuffer rest = segment.duplicate();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    /** All of it in one array. */
    byte[] toByteArray() {
        close();
        byte[] all = new byte[Math.toIntExact(size)];
        ByteBuffer target = ByteBuffer.wrap(all);
        segments.forEach(segment -> target.put(segment.duplicate()));
        return all;
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            open.write((int) (rest & 0x7f | 0x80));
            size++;
            rest >>>= 7;
        }
        open.write((int) rest);
        size++;
    }

    private void append(ByteBuffer value) {
        size += value.remaining();
        if (value.remaining() >= REFERENCED_FROM) {
            close();
            segments.add(value.duplicate());
        } else {
            byte[] copy = new byte[value.remaining()];
            value.duplicate().get(copy);
            open.writeBytes(copy);
        }
    }

    private void close() {
        if (open.size() > 0) {
            segments.add(ByteBuffer.wrap(open.toByteArray()));
            open = new ByteArrayOutputStream();
        }
    }
}
