package org.srmap.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTest {
    @TempDir
    Path folder;

    @Test
    void photosAreReadInPlace() throws IOException {
        Path tar = write(new TarBytes()
                .file("./b.jpg", "second")
                .add("x/", '5', new byte[0])
                .file("notes.txt", "no photo")
                .add("link.jpg", '2', new byte[0])
                .file("./a.JPEG", "first")
                .toBytes());
        try (DataSet set = open(tar)) {
            assertThat(set.kind()).isEqualTo(DataSet.Kind.TAR);
            assertThat(set.items()).extracting(DataItem::file).containsExactly("a.JPEG", "b.jpg");
            assertThat(set.items()).extracting(DataItem::label).containsOnlyNulls();
            assertThat(set.items().get(0).read()).asString().isEqualTo("first");
            assertThat(set.items().get(1).read()).asString().isEqualTo("second");
        }
        assertThat(folder.toFile().list()).containsExactly("photos.tar");
    }

    @Test
    void foldersAndInnerArchivesAreClasses() throws IOException {
        byte[] inner =
                new TarBytes().file("n1_1.jpg", "one").file("n1_2.jpg", "two").toBytes();
        Path tar = write(new TarBytes()
                .add("n1.tar", '0', inner)
                .file("train/n2/n2_1.jpg", "three")
                .toBytes());
        try (DataSet set = open(tar)) {
            assertThat(set.items())
                    .extracting(DataItem::file)
                    .containsExactly("n1/n1_1.jpg", "n1/n1_2.jpg", "train/n2/n2_1.jpg");
            assertThat(set.items()).extracting(DataItem::label).containsExactly("n1", "n1", "n2");
            assertThat(set.items().get(1).read()).asString().isEqualTo("two");
        }
    }

    @Test
    void longNamesOfBothDialectsAndNamesThatTryToEscape() throws IOException {
        String gnu = "g".repeat(150) + ".jpg";
        String pax = "p/" + "ä".repeat(120) + ".jpg";
        byte[] record = paxRecord("path", pax);
        Path tar = write(new TarBytes()
                .add("././@LongLink", 'L', (gnu + "\0").getBytes(StandardCharsets.UTF_8))
                .file("ggg.jpg", "gnu")
                .add("x", 'x', record)
                .file("p.jpg", "pax")
                .file("../../../etc/evil.jpg", "evil")
                .file("/root.jpg", "root")
                .toBytes());
        try (DataSet set = open(tar)) {
            assertThat(set.items()).extracting(DataItem::file).containsExactly("etc/evil.jpg", gnu, pax, "root.jpg");
        }
    }

    private static byte[] paxRecord(String key, String value) {
        int length = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int digits = String.valueOf(length + 3).length();
        return ((length + digits) + " " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void truncatedDamagedAndOtherFilesAreNamed() throws IOException {
        byte[] whole = new TarBytes().file("a.jpg", "x".repeat(5000)).toBytes();
        Path tar = write(Arrays.copyOf(whole, 3000));
        assertThatThrownBy(() -> open(tar))
                .isInstanceOf(IOException.class)
                .hasMessage(tar + ": ends within a.jpg; the archive is truncated");
        write("hello".repeat(500).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> open(tar)).hasMessage(tar + ": not a tar archive");
        write(new TarBytes().toBytes());
        assertThatThrownBy(() -> open(tar)).hasMessageContaining("no photos in it");
    }

    /** Whatever the bytes, an archive is opened or refused in one line; no other exception, no memory for lies. */
    @Test
    void changedBytesDoNoHarm() throws IOException {
        byte[] whole = new TarBytes()
                .file("a.jpg", "first")
                .add("x", 'x', paxRecord("size", "6"))
                .file("b.jpg", "second")
                .add("n.tar", '0', new TarBytes().file("c.jpg", "third").toBytes())
                .toBytes();
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] changed = whole.clone();
            for (int k = 0; k < 1 + i % 3; k++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Path tar = write(changed);
            try (DataSet set = open(tar)) {
                for (DataItem item : set.items()) {
                    item.read();
                }
            } catch (IOException e) {
                assertThat(e).as("seed %d, case %d", seed, i).hasMessageStartingWith(tar.toString());
            }
        }
    }

    private static DataSet open(Path tar) throws IOException {
        return DataSets.open(tar, DataSets.Beside.nothing());
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("photos.tar"), bytes);
    }

    @Test
    void itemsHaveBoxesBesideThem() throws IOException {
        Path tar = write(new TarBytes().file("v_00000001.jpg", "x").toBytes());
        Path boxes = Files.createDirectories(folder.resolve("boxes"));
        Files.writeString(
                boxes.resolve("v_00000001.xml"),
                "<annotation><object><name>n1</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax>"
                        + "</bndbox></object></annotation>");
        try (DataSet set = DataSets.open(tar, new DataSets.Beside(null, null, boxes))) {
            assertThat(set.items().get(0).boxes()).isEqualTo(List.of(new org.srmap.map.Box(1, 2, 3, 4)));
        }
    }
}
