package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the store keeps, what it refuses, and where. */
class ModelStoreTest extends PublishedFile {
    @Test
    void pullsOnceAndKeepsACard() throws IOException {
        serve(honest(SIZE));
        List<Long> heard = new ArrayList<>();
        ModelStore store = store();
        assertThat(store.find("resnet18")).isNull();
        Path file = store.pull("resnet18", (bytes, total) -> {
            assertThat(total).isEqualTo(SIZE);
            heard.add(bytes);
        });
        assertThat(heard).isSorted().startsWith(0L).endsWith((long) SIZE);
        ModelCard card = Objects.requireNonNull(ModelCard.beside(file));
        assertThat(card.source()).isEqualTo(address() + entry.file());
        assertThat(card.sha256()).startsWith(entry.digits());
        assertThat(card.labels()).isEqualTo(Labels.imagenet());
        pullsTheFile(store);
        assertThat(requests).containsExactly("/models/" + entry.file());
    }

    @Test
    void aDamagedFileInTheCacheIsReplaced() throws IOException {
        serve(honest(SIZE));
        Files.createDirectories(folder.resolve("cache"));
        Files.writeString(store().path("resnet18"), "damaged");
        pullsTheFile(store());
    }

    @Test
    void aWrongFileIsRemoved() throws IOException {
        content[7]++;
        serve(honest(SIZE));
        failsWith(store(), "resnet18 could not be downloaded from " + address(), "has the SHA-256", "it was removed");
        assertThat(names()).isEmpty();
    }

    @Test
    void saysWhenTheCacheCannotBeWritten() throws IOException {
        serve(honest(SIZE));
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        failsWith(store(), "FileAlreadyExistsException", folder.resolve("cache").toString());
    }

    @Test
    void knowsEveryPublishedFile() {
        ModelStore store = new ModelStore(folder);
        assertThat(store.entries()).hasSize(16).allSatisfy(e -> {
            assertThat(Architecture.names()).contains(e.name());
            assertThat(e.digits()).matches("[0-9a-f]{8}");
            assertThat(e.file()).startsWith(e.name());
        });
        assertThatThrownBy(() -> store.entry("vgg12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has alexnet, vgg11");
        assertThatThrownBy(() -> new ModelStore(folder, URI.create("file:///tmp/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, '', /home/u/.cache/srmap",
        "Linux, XDG_CACHE_HOME=/c, /c/srmap",
        "Linux, XDG_CACHE_HOME=c, /home/u/.cache/srmap",
        "Mac OS X, '', /home/u/Library/Caches/srmap",
        "Windows 11, LOCALAPPDATA=/l, /l/srmap",
        "Windows 11, '', /home/u/AppData/Local/srmap",
        "Linux, SRMAP_CACHE=/mine, /mine",
    })
    void theCacheIsWhereTheSystemKeepsSuchThings(String system, String variable, String expected) {
        String[] parts = (variable + "= ").split("=");
        assertThat(CacheFolder.of(Map.of(parts[0], parts[1].strip()), system, "/home/u"))
                .isEqualTo(Path.of(expected));
    }
}
