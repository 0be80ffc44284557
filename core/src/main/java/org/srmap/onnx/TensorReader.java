package org.srmap.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.DataType;
import org.srmap.graph.FileRegion;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;

/** Reads ONNX's TensorProto: raw bytes, typed lists, or an external data file in the model's folder. */
final class TensorReader {
    /** A tensor and what the model calls it. */
    record Named(String name, Tensor tensor) {}

    private final List<Long> dims = new ArrayList<>();
    private final Map<String, String> external = new LinkedHashMap<>();
    private final List<ByteBuffer> typed = new ArrayList<>();
    private final List<Long> integers = new ArrayList<>();
    private @Nullable ByteBuffer raw;
    private String name = "";
    private int type;
    private boolean isExternal;
    private long rawOffset;

    private TensorReader() {}

    /**
     * Reads a tensor.
     *
     * @param file the model file; null when the model is in memory
     */
    static Named read(WireReader in, @Nullable Path file) {
        TensorReader reader = new TensorReader();
        reader.fields(in);
        return new Named(reader.name, reader.tensor(file));
    }

    private void fields(WireReader in) {
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> integersOf(in, dims);
                case 2 -> type = (int) in.integer();
                case 4, 10 -> typedData(in, field);
                case 5, 7, 11 -> integersOf(in, integers);
                case 8 -> name = in.text();
                case 9 -> {
                    raw = in.bytes();
                    rawOffset = in.offsetOfBytes();
                }
                case 13 -> OnnxReader.entry(in.message(), external);
                case 14 -> isExternal = in.integer() == 1;
                default -> in.skip();
            }
        }
    }

    private void typedData(WireReader in, int field) {
        if (in.isBytes()) {
            typed.add(in.bytes());
        } else if (field == 4) {
            typed.add(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(in.real())
                    .flip());
        } else {
            throw new WireReader.MalformedException("double data that are not packed");
        }
    }

    private static void integersOf(WireReader in, List<Long> into) {
        if (in.isBytes()) {
            WireReader packed = in.message();
            while (packed.hasRemaining()) {
                into.add(packed.varint());
            }
        } else {
            into.add(in.integer());
        }
    }

    private Tensor tensor(@Nullable Path file) {
        DataType dataType = DataType.ofOnnx(type);
        long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
        try {
            if (!dataType.isNumber()) {
                return Tensor.of(dataType, shape, ByteBuffer.allocate(0)); // known by name and shape only
            }
            if (isExternal) {
                return external(file == null ? null : file.getParent(), dataType, shape);
            }
            Tensor tensor = Tensor.of(dataType, shape, raw != null ? raw : typedBytes(dataType));
            return raw == null || file == null ? tensor : tensor.lyingAt(new FileRegion(file, rawOffset));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelException("weight \"" + name + "\": " + e.getMessage());
        }
    }

    private ByteBuffer typedBytes(DataType dataType) {
        if (integers.isEmpty() && typed.size() == 1) {
            return typed.get(0);
        }
        int count = integers.isEmpty()
                ? typed.stream().mapToInt(ByteBuffer::remaining).sum()
                : Math.multiplyExact(integers.size(), dataType.bytes());
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        typed.forEach(part -> {
            if (integers.isEmpty()) {
                bytes.put(part.duplicate());
            }
        });
        for (long value : integers) {
            switch (dataType.bytes()) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                case 4 -> bytes.putInt((int) value);
                default -> bytes.putLong(value);
            }
        }
        return bytes.flip();
    }

    private Tensor external(@Nullable Path folder, DataType dataType, long[] shape) {
        String location = external.getOrDefault("location", "");
        if (folder == null) {
            throw new ModelException("weight \"" + name + "\" lies in the external file \"" + location
                    + "\", but the model was not read from a folder");
        }
        long expected = dataType.bytes();
        for (long size : shape) {
            expected = Math.multiplyExact(expected, size);
        }
        try {
            Path file = inside(folder, location);
            long offset = Long.parseLong(external.getOrDefault("offset", "0"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                long length = Long.parseLong(external.getOrDefault("length", Long.toString(expected)));
                if (offset < 0 || length != expected || offset > channel.size() - length) {
                    throw new ModelException("weight \"" + name + "\" needs " + expected + " bytes, but bytes " + offset
                            + " to " + (offset + length) + " of the external file \"" + location + "\" ("
                            + channel.size() + " bytes) are named");
                }
                ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
                return Tensor.of(dataType, shape, bytes).lyingAt(new FileRegion(file, offset));
            }
        } catch (NumberFormatException e) {
            throw new ModelException("weight \"" + name + "\": malformed external data entry " + external);
        } catch (IOException e) {
            throw new ModelException("weight \"" + name + "\": cannot read the external file \"" + location + "\" ("
                    + e.getMessage() + ")");
        }
    }

    private Path inside(Path folder, String location) throws IOException {
        Path home = folder.toRealPath();
        Path file;
        try {
            file = home.resolve(location);
        } catch (java.nio.file.InvalidPathException e) {
            throw new ModelException("weight \"" + name + "\": malformed external file name");
        }
        if (location.isEmpty() || !Files.isRegularFile(file)) {
            throw new ModelException("weight \"" + name + "\" lies in the external file \"" + location
                    + "\", which is not beside the model");
        }
        Path real = file.toRealPath();
        if (!real.startsWith(home)) {
            throw new ModelException("weight \"" + name + "\": the external file \"" + location
                    + "\" lies outside the model's folder; this is not allowed");
        }
        return real;
    }
}
