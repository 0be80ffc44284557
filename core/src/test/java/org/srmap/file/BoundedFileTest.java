package org.srmap.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
    @TempDir
    private Path folder;

    private Path file(byte... bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    @Test
    void aFileOfTheLargestSizeIsRead() throws IOException {
        assertThat(BoundedFile.read(file(new byte[1024]), 1024)).hasSize(1024);
        assertThat(BoundedFile.read(file(), 0)).isEmpty();
    }

    @Test
    void aLargerOneIsRefused() throws IOException {
        Path file = file(new byte[1025]);
        assertThatThrownBy(() -> BoundedFile.read(file, 1024))
                .hasMessage(file + ": larger than the 1 KiB that it may have");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceWithoutEndIsRefused() {
        assertThatThrownBy(() -> BoundedFile.read(Path.of("/dev/zero"), 2 << 20))
                .hasMessage("/dev/zero: larger than the 2 MiB that it may have");
    }

    @Test
    void missingFilesAndFoldersAreNamed() {
        Path missing = folder.resolve("none");
        assertThatThrownBy(() -> BoundedFile.read(missing, 9)).hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> BoundedFile.read(folder, 9)).hasMessage(folder + ": is a folder, not a file");
    }

    @Test
    void textsLoseTheirByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "\ufeffä");
        assertThat(BoundedFile.readText(file, 99)).isEqualTo("ä");
    }

    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        Path file = file((byte) 'a', (byte) 0xe4);
        assertThatThrownBy(() -> BoundedFile.readText(file, 99)).hasMessage(file + ": not a text in UTF-8");
    }
}
