package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.testing.Shared;

class LabelsTest {
    @TempDir
    Path folder;

    private Labels read(String name, String text) throws IOException {
        return Labels.read(Files.writeString(folder.resolve(name), text));
    }

    @Test
    void imagenetIsComplete() {
        Labels labels = Labels.imagenet();
        assertThat(labels.size()).isEqualTo(1000);
        assertThat(new HashSet<>(labels.names())).hasSize(1000);
        assertThat(labels.synsets()).isSorted().allMatch(s -> s.matches("n[0-9]{8}"));
        assertThat(labels.name(1)).isEqualTo("goldfish");
        assertThat(labels.synset(999)).isEqualTo("n15075141");
    }

    @Test
    void imagenetsSynsetsAreThePublishedOnes() throws IOException {
        List<String> published = Files.readAllLines(Shared.path("models/squeezenet/imagenet_synsets.txt"));
        assertThat(Labels.imagenet().synsets()).isEqualTo(published.subList(0, 1000));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "999,999",
        "goldfish,1",
        "GoldFish,1",
        " goldfish ,1",
        "n01443537,1",
        "N01443537,1",
        "tiger,292",
        "great white,2",
        "cardigan,474",
        "Cardigan Welsh,264",
        "crane (bird),134",
        "jack-o'-lantern,607"
    })
    void findsWhatIsMeant(String asked, int index) {
        assertThat(Labels.imagenet().index(asked)).isEqualTo(index);
    }

    @Test
    void answersWhatCannotBeFound() {
        Labels labels = Labels.imagenet();
        assertThatThrownBy(() -> labels.index("1000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no class 1000: classes are 0 to 999");
        assertThatThrownBy(() -> labels.index("crane"))
                .hasMessage("\"crane\" may mean 134 crane (bird), 517 crane (machine)");
        assertThatThrownBy(() -> labels.index("terrier")).hasMessageContaining("in all)");
        assertThatThrownBy(() -> labels.index("goldfsh"))
                .hasMessage("there is no class \"goldfsh\"; similar names: 1 goldfish");
        assertThatThrownBy(() -> labels.index("xyzzy")).hasMessageContaining("give an index from 0 to 999");
        assertThatThrownBy(() -> labels.index("")).hasMessageContaining("there is no class");
    }

    @Test
    void readsEveryForm() throws IOException {
        Labels plain = Labels.of(List.of("cat", "dog, hound"));
        Labels full = Labels.of(List.of("cat", "dog, hound"), List.of("n00000001", "n00000002"));
        assertThat(read("a.txt", "cat\r\ndog, hound\r\n\r\n")).isEqualTo(plain);
        assertThat(read("b.txt", "\ufeffn00000001 cat\nn00000002 dog, hound\n")).isEqualTo(full);
        assertThat(read("a.json", "[\"cat\", \"dog, hound\"]")).isEqualTo(plain);
        assertThat(read("b.json", "{\"1\": \"dog, hound\", \"0\": \"cat\"}")).isEqualTo(plain);
        assertThat(read("c.json", "{\"dog, hound\": 1, \"cat\": 0}")).isEqualTo(plain);
        assertThat(read("d.json", "{\"0\": [\"n00000001\", \"cat\"], \"1\": [\"n00000002\", \"dog, hound\"]}"))
                .isEqualTo(full);
        assertThat(read(
                        "e.json",
                        "[{\"name\": \"cat\", \"synset\": \"n00000001\"},"
                                + "{\"label\": \"dog, hound\", \"synset\": \"n00000002\"}]"))
                .isEqualTo(full);
        assertThat(read("a.tsv", "index\tsynset\tname\n1\tn00000002\tdog, hound\n0\tn00000001\tcat\n"))
                .isEqualTo(full);
        assertThat(read("a.csv", "cat\n\"dog, hound\"\n")).isEqualTo(plain);
        assertThat(read("b.csv", "0,cat\n1,\"dog, hound\"\n")).isEqualTo(plain);
        assertThat(read("c.csv", "n00000001,cat\nn00000002,\"dog, hound\"\n")).isEqualTo(full);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.txt | '' | there are no labels",
                "a.json | [ | JSON is broken",
                "a.json | 7 | there are no labels",
                "a.json | [7] | for a label",
                "a.json | {\"a\":\"b\"} | not an index",
                "a.json | {\"1\":\"b\"} | expected 0 to 0",
                "a.json | {\"a\":0,\"b\":0} | two labels for class 0",
                "a.csv | '0,n00000001' | no column",
                "a.csv | 'index,name\n0' | too short",
                "a.csv | 'index,name\nx,y' | not an index",
            })
    void saysWhatIsWrong(String name, String text, String expected) {
        assertThatThrownBy(() -> read(name, text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve(name) + ": ")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    @Test
    void labelsCannotWriteOnTheTerminal() {
        assertThat(Labels.of(List.of("a\u001b[2Jb\nc")).name(0)).isEqualTo("a?[2Jb?c");
    }
}
