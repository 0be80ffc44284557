package org.srmap.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.npy.Npy;

class MapStoreTest {
    @TempDir
    private Path folder;

    private static MapStore.Name name(String file, String kind) {
        return new MapStore.Name(List.of("demo", "epsilon plus"), file, kind);
    }

    @Test
    void arraysComeBack() throws IOException {
        MapStore store = new MapStore(folder, MapStore.Element.FLOAT32);
        assertThat(store.values(name("a/b.png", "sr.npy"))).isNull();
        store.keep(name("a/b.png", "sr.npy"), new float[] {0.1f, 2, 3, 4}, 2, 2);
        assertThat(store.values(name("a/b.png", "sr.npy"))).containsExactly(0.1f, 2, 3, 4);
        assertThat(folder.resolve("demo/epsilon%20plus/a/b.png.sr.npy")).exists();
    }

    @Test
    void arraysHaveTheElementsAskedFor() throws IOException {
        MapStore store = new MapStore(folder, MapStore.Element.FLOAT16);
        store.keep(name("a.png", "sr.npy"), new float[] {0.1f, 2}, 2);
        assertThat(Npy.read(store.path(name("a.png", "sr.npy"))).dtype()).isEqualTo("f2");
    }

    @Test
    void picturesAreKeptBesideArrays() throws IOException {
        MapStore store = new MapStore(folder, MapStore.Element.FLOAT32);
        store.keep(name("a.png", "sr.png"), new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY));
        assertThat(store.path(name("a.png", "sr.png"))).isNotEmptyFile();
    }

    @Test
    void noNameLeavesTheFolderAndNoTwoAreTheSame() {
        MapStore store = new MapStore(folder, MapStore.Element.FLOAT32);
        List<Path> paths = List.of("../../x", "..", "/x", "a/../x", "a%2Fx", "a/x", "").stream()
                .map(file -> store.path(name(file, "npy")).normalize())
                .toList();
        assertThat(paths).doesNotHaveDuplicates().allMatch(p -> p.startsWith(folder.resolve("demo")));
    }
}
