package org.srmap.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.srmap.graph.Tensor;

/** Reads the float32 and float64 arrays of trusted .npy and .npz files, for tests only. */
public final class Npz {
    private Npz() {}

    public static Map<String, Tensor> read(Path file) throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                arrays.put(entry.getName().replace(".npy", ""), array(bytes));
            }
        }
        return arrays;
    }

    public static Tensor array(Path file) throws IOException {
        return array(Files.readAllBytes(file));
    }

    private static Tensor array(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = in.getShort(8);
        String header = new String(bytes, 10, length, StandardCharsets.US_ASCII);
        String shape = header.substring(header.indexOf('(') + 1, header.indexOf(')'));
        long[] sizes = Arrays.stream(shape.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        long count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        float[] values = new float[(int) count];
        boolean isDouble = header.contains("<f8");
        for (int i = 0; i < values.length; i++) {
            values[i] = isDouble ? (float) in.getDouble(10 + length + 8 * i) : in.getFloat(10 + length + 4 * i);
        }
        return Tensor.floats(sizes, values);
    }
}
