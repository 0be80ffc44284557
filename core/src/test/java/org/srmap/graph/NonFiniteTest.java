package org.srmap.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonFiniteTest {
    private static final int COUNT = 200_001; // several chunks, the last one not full

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"0", "65535", "65536", "131072", "200000"})
    void findsOneInMemoryAndInAFile(int at) throws IOException {
        float[] values = new float[COUNT];
        values[at] = Float.NEGATIVE_INFINITY;
        Tensor inMemory = Tensor.floats(new long[] {COUNT}, values);
        assertThat(firstIn(inMemory)).isEqualTo("-Infinity at element " + at);
        assertThat(firstIn(inFile(inMemory))).isEqualTo("-Infinity at element " + at);
    }

    @Test
    void readsTheFileAndNotTheMapping() throws IOException {
        Tensor tensor = inFile(Tensor.floats(new long[] {COUNT}, new float[COUNT]));
        assertThat(firstIn(tensor)).isEmpty();
        Path file = folder.resolve("weights");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(3 + 4 * 70_000, Float.NaN);
        Files.write(file, bytes);
        assertThat(firstIn(tensor)).isEqualTo("NaN at element 70000");
        Files.delete(file);
        assertThat(firstIn(tensor)).as("looks into memory then").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DOUBLE,40000", "FLOAT16,170000", "BFLOAT16,150000"})
    void knowsTheOtherTypes(DataType type, int at) throws IOException {
        int size = type.bytes();
        ByteBuffer bytes = ByteBuffer.allocate(COUNT * size).order(ByteOrder.LITTLE_ENDIAN);
        Tensor finite = Tensor.of(type, new long[] {COUNT}, bytes);
        assertThat(firstIn(finite)).isEmpty();
        if (type == DataType.DOUBLE) {
            bytes.putDouble(size * at, Double.NaN);
        } else {
            bytes.putShort(size * at, (short) 0x7fff);
        }
        assertThat(firstIn(finite)).isEqualTo("NaN at element " + at);
        assertThat(firstIn(inFile(finite))).isEqualTo("NaN at element " + at);
    }

    @Test
    void integersAreFinite() {
        assertThat(firstIn(Tensor.longs(Long.MAX_VALUE, Long.MIN_VALUE))).isEmpty();
    }

    /** The weights of a file are searched through one opening: it goes on when the name is gone. */
    @Test
    void opensAFileOnce() throws IOException {
        Tensor zeros = Tensor.floats(new long[] {COUNT}, new float[COUNT]);
        float[] values = new float[COUNT];
        values[90_000] = Float.NaN;
        inFile(Tensor.floats(new long[] {COUNT}, values));
        Path file = folder.resolve("weights");
        Tensor weight = zeros.lyingAt(new FileRegion(file, 3));
        Path other = Files.copy(file, folder.resolve("other"));
        try (NonFinite search = new NonFinite()) {
            assertThat(search.first(weight)).isEqualTo("NaN at element 90000");
            Files.delete(file);
            assertThat(search.first(zeros.lyingAt(new FileRegion(file, 7)))).isEqualTo("NaN at element 89999");
            assertThat(search.first(zeros.lyingAt(new FileRegion(other, 3)))).isEqualTo("NaN at element 90000");
            assertThat(search.first(weight)).as("the other file took its place").isEmpty();
        }
    }

    private static String firstIn(Tensor tensor) {
        try (NonFinite search = new NonFinite()) {
            return search.first(tensor);
        }
    }

    /** The tensor with its bytes in a file too, at an odd place. */
    private Tensor inFile(Tensor tensor) throws IOException {
        byte[] bytes = new byte[3 + tensor.bytes().remaining()];
        tensor.bytes().get(bytes, 3, bytes.length - 3);
        Path file = Files.write(folder.resolve("weights"), bytes);
        return tensor.lyingAt(new FileRegion(file, 3));
    }
}
