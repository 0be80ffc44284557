package org.srmap.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.file.AsideFile;

class RunFolderTest {
    @TempDir
    private Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void name() {
        folder = temporary.resolve("a").resolve("run");
    }

    @Test
    void oneAtATimeWorksInAFolder() throws IOException {
        try (RunFolder first = RunFolder.open(folder, "results")) {
            assertThat(first.resolve("results")).isDirectory();
            assertThatThrownBy(() -> RunFolder.open(folder))
                    .hasMessage(folder + ": another srmap is working in it; wait for it, or use another folder");
        }
        RunFolder.open(folder).close();
    }

    @Test
    void whatAKilledProcessLeftIsClearedButNothingElse() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("maps").resolve("model"));
        Path foreign = Files.createDirectories(folder.resolve("other"));
        for (Path in : new Path[] {folder, deep, foreign}) {
            AsideFile.write(in.resolve("kept"), aside -> {
                Files.writeString(aside, "text");
                Files.copy(aside, aside.resolveSibling(aside.getFileName() + "x"));
            });
        }
        RunFolder.open(folder, "maps").close();
        assertThat(folder).isDirectoryNotContaining("glob:**/.aside-*").isDirectoryContaining("glob:**/kept");
        assertThat(deep).isDirectoryNotContaining("glob:**/.aside-*").isDirectoryContaining("glob:**/kept");
        assertThat(foreign).isDirectoryContaining("glob:**/.aside-*");
    }

    @Test
    void recordsComeBack() throws IOException {
        try (RunFolder run = RunFolder.open(folder)) {
            assertThat(run.read("run.json")).isNull();
            run.write("run.json", JsonNodeFactory.instance.objectNode().put("seed", 7));
            assertThat(String.valueOf(run.read("run.json"))).isEqualTo("{\"seed\":7}");
            Files.writeString(run.resolve("run.json"), "{\"seed\":");
            assertThatThrownBy(() -> run.read("run.json"))
                    .hasMessageStartingWith(folder.resolve("run.json") + ": damaged (");
        }
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "text");
        assertThatThrownBy(() -> RunFolder.open(folder)).hasMessage(folder + ": is a file; a folder is needed");
    }
}
