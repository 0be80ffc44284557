package org.srmap.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    @TempDir
    Path folder;

    private Path copy(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(NpzTest.class.getResourceAsStream(name), name)) {
            Path file = folder.resolve(name);
            Files.copy(in, file);
            return file;
        }
    }

    private Path archive(String entry, byte[] content) throws IOException {
        Path file = folder.resolve("made.npz");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
            zip.closeEntry();
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.npz", "packed.npz"})
    void archivesOfNumpyAreRead(String name) throws IOException {
        Map<String, NpyArray> arrays = Npz.read(copy(name));

        assertThat(arrays).containsOnlyKeys("a", "b");
        assertThat(Objects.requireNonNull(arrays.get("a")).floats()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Objects.requireNonNull(arrays.get("b")).shape()).containsExactly(4);
    }

    @Test
    void anEntryThatUnpacksToMoreThanItsShapeIsRefused() throws IOException {
        Path one = folder.resolve("one.npy");
        Npy.writeFloat32(one, new float[] {1, 2, 3}, 3);
        byte[] bomb = Arrays.copyOf(Files.readAllBytes(one), 5_000_000);

        assertThatIOException()
                .isThrownBy(() -> Npz.read(archive("x.npy", bomb)))
                .withMessageContaining("made.npz")
                .withMessageContaining("'x.npy'")
                .withMessageContaining("more than its shape");
    }

    @Test
    void theLimitHoldsBeforeAnythingIsUnpacked() throws IOException {
        Path file = folder.resolve("zeros.npy");
        Npy.writeFloat32(file, new float[1_000_000], 1_000_000);
        Path zip = archive("zeros.npy", Files.readAllBytes(file));

        assertThat(Npz.read(zip)).hasSize(1);
        assertThatIOException()
                .isThrownBy(() -> Npz.read(zip, 1_000_000))
                .withMessageContaining("only 1000000 bytes of the limit are left");
    }

    @Test
    void otherFilesAndOtherEntriesAreOneClearError() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npz"), "no archive");
        assertThatIOException().isThrownBy(() -> Npz.read(text)).withMessageContaining("text.npz: not a readable .npz");
        assertThatIOException()
                .isThrownBy(() -> Npz.read(folder.resolve("missing.npz")))
                .withMessageContaining("missing.npz: no such file");
        assertThatIOException()
                .isThrownBy(() -> Npz.read(archive("../../evil.txt", "x".getBytes(StandardCharsets.US_ASCII))))
                .withMessageContaining("is not a .npy array");
    }
}
