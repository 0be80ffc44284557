package org.srmap.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.map.Box;

class DataSetsTest {
    @TempDir
    Path folder;

    private void photo(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }

    private Path text(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private DataSet open(String name) throws IOException {
        return DataSets.open(folder.resolve(name), DataSets.Beside.nothing());
    }

    @Test
    void aFolderForEachClass() throws IOException {
        photo("set/n2/b.jpg");
        photo("set/n1/deep/a.PNG");
        photo("set/n1/readme.txt");
        photo("set/.hidden/x.jpg");
        try (DataSet set = open("set")) {
            assertThat(set.kind()).isEqualTo(DataSet.Kind.FOLDERS);
            assertThat(set.items()).extracting(DataItem::file).containsExactly("n1/deep/a.PNG", "n2/b.jpg");
            assertThat(set.items()).extracting(DataItem::label).containsExactly("n1", "n2");
            assertThat(set.items().get(1).read()).asString().isEqualTo("set/n2/b.jpg");
        }
        photo("set/right-in-it.jpg");
        try (DataSet set = open("set")) {
            assertThat(set.kind()).isEqualTo(DataSet.Kind.FLAT);
            assertThat(set.items()).extracting(DataItem::file).containsExactly("right-in-it.jpg");
        }
    }

    @Test
    void idsOfTheDevelopmentKitGoThroughSynsets() throws IOException {
        photo("val/ILSVRC2012_val_00000001.JPEG");
        photo("val/ILSVRC2012_val_00000002.JPEG");
        photo("val/ILSVRC2012_val_00000004.JPEG");
        Path truth = text("truth.txt", "3\n1\n2\n2\n");
        Path withIds = text("ids.txt", "2 n02123045\n1 n02119789 kit fox\n3 n02100735\n");
        Path inOrder = text("order.txt", "n02119789\nn02123045\nn02100735\n");
        for (Path synsets : List.of(withIds, inOrder)) {
            try (DataSet set = DataSets.open(folder.resolve("val"), new DataSets.Beside(truth, synsets, null))) {
                assertThat(set.items())
                        .extracting(DataItem::label)
                        .containsExactly("n02100735", "n02119789", "n02123045");
            }
        }
        assertThatThrownBy(() -> DataSets.open(folder.resolve("val"), new DataSets.Beside(truth, null, null)))
                .hasMessageContaining("--synsets");
        Path sorted = text("sorted.txt", "n01440764\nn01443537\nn01484850\n");
        assertThatThrownBy(() -> DataSets.open(folder.resolve("val"), new DataSets.Beside(truth, sorted, null)))
                .hasMessageContaining("in alphabetical order");
    }

    @Test
    void listsAndTablesOfLabels() throws IOException {
        photo("flat/x.jpg");
        photo("flat/a.jpg");
        assertLabels(text("list.txt", "n2\nn1\n"), "n2", "n1");
        assertLabels(text("pairs.txt", "x.jpg 65\na 12\n"), "12", "65");
        assertLabels(text("table.csv", "file,label\nx.jpg,\"crane, bird\"\n"), null, "crane, bird");
        Path three = text("three.txt", "n1\nn2\nn3\n");
        assertThatThrownBy(() -> DataSets.open(folder.resolve("flat"), new DataSets.Beside(three, null, null)))
                .hasMessageContaining("3 labels for 2 photos");
        Path others = text("others.txt", "y.jpg 3\n");
        assertThatThrownBy(() -> DataSets.open(folder.resolve("flat"), new DataSets.Beside(others, null, null)))
                .hasMessageContaining("names none of the photos");
    }

    private void assertLabels(Path truth, String... labels) throws IOException {
        try (DataSet set = DataSets.open(folder.resolve("flat"), new DataSets.Beside(truth, null, null))) {
            assertThat(set.items()).extracting(DataItem::label).containsExactly(labels);
        }
    }

    @Test
    void aTableWithBoxesAndMasks() throws IOException {
        photo("photos/a b.jpg");
        photo("photos/mask.png");
        text(
                "set.csv",
                "\ufefflabel,File,boxes,mask,core\r\n\"crane, bird\",photos/a b.jpg,1 2 30.5 40;0 0 1 1,photos/mask.png,1\r\n"
                        + "\r\n,gone.jpg,,\r\n");
        try (DataSet set = open("set.csv")) {
            DataItem first = set.items().get(0);
            assertThat(first.label()).isEqualTo("crane, bird");
            assertThat(first.boxes()).containsExactly(new Box(1, 2, 30.5, 40), new Box(0, 0, 1, 1));
            assertThat(first.mask().read()).asString().isEqualTo("photos/mask.png");
            DataItem second = set.items().get(1);
            assertThat(second.label()).isNull();
            assertThat(second.boxes()).isEmpty();
            assertThatThrownBy(second::read).hasMessage(folder.resolve("gone.jpg") + ": no such file");
        }
    }

    @Test
    void mistakesInATableAreNamedWithTheirLine() throws IOException {
        assertRefused("file,boxes\na.jpg,1 2 3\n", "line 2: the box \"1 2 3\"");
        assertRefused("file,boxes\na.jpg,5 5 1 9\n", "line 2: the box");
        assertRefused("file\na.jpg\nb.jpg\na.jpg\n", "line 4: a.jpg is in line 2 already");
        assertRefused("a.jpg,1\n", "its first line must name the columns");
        assertRefused("file,label\n\"a.jpg,1\n", "line 2: a quoted cell has no end");
    }

    private void assertRefused(String table, String why) throws IOException {
        text("bad.csv", table);
        assertThatThrownBy(() -> open("bad.csv"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    @Test
    void otherThingsAreRefused() throws IOException {
        assertThatThrownBy(() -> open("nothing")).hasMessageContaining("no such file or folder");
        text("set.tar.gz", "");
        assertThatThrownBy(() -> open("set.tar.gz")).hasMessageContaining("unpack the compression first");
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> open("empty")).hasMessageContaining("no photos in it");
    }
}
