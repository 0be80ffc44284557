package org.srmap.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsideFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> String.valueOf(f.getFileName())).toList();
        }
    }

    @Test
    void theContentIsThereAndNothingElse() throws IOException {
        AsideFile.write(folder.resolve("a"), "größer");
        AsideFile.write(folder.resolve("a"), new byte[] {1, 2});
        assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {1, 2});
        assertThat(names()).containsExactly("a");
    }

    @Test
    void whatWasThereStaysWhenTheContentFails() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "before");
        assertThatThrownBy(() -> AsideFile.write(file, aside -> {
                    Files.writeString(aside, "half of");
                    throw new IOException("no more");
                }))
                .hasMessage("no more");
        assertThat(file).hasContent("before");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void anUnfinishedFileIsKnownByItsName() throws IOException {
        AsideFile.write(folder.resolve("a"), aside -> {
            assertThat(AsideFile.isLeftover(aside)).isTrue();
            Files.writeString(aside, "text");
        });
        assertThat(AsideFile.isLeftover(folder.resolve("a"))).isFalse();
    }

    @Test
    void manyMayWriteOneFile() throws IOException {
        Path file = folder.resolve("a");
        IntStream.range(0, 50).parallel().forEach(i -> {
            try {
                AsideFile.write(file, String.valueOf(i).repeat(10_000));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(Files.readString(file)).matches("(\\d\\d?)\\1{9999}");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void aFileOfAnyNameThatTheSystemTakesCanBeWritten() throws IOException {
        Path file = folder.resolve("n".repeat(255));
        AsideFile.write(file, "text");
        assertThat(file).hasContent("text");
    }

    @Test
    void missingFoldersAreMadeOnRequestOnly() throws IOException {
        Path file = folder.resolve("x").resolve("y").resolve("a");
        assertThatThrownBy(() -> AsideFile.write(file, "text")).isInstanceOf(NoSuchFileException.class);
        AsideFile.createFolders(file.getParent());
        AsideFile.createFolders(file.getParent());
        AsideFile.write(file, "text");
        assertThat(file).hasContent("text");
    }
}
