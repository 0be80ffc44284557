package org.srmap.eval.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.srmap.model.Labels;

class ClassMapTest {
    private static final Labels IMAGENET = Labels.imagenet();

    @Test
    void synsetsNamesAndFoldersMeanTheSameClass() {
        ClassMap map = ClassMap.of(IMAGENET);
        for (String label : List.of("n01440764", "tench", "Tench, Tinca tinca", "0")) {
            assertThat(map.index(label)).as(label).hasValue(0);
        }
        assertThat(map.index("english_springer")).hasValue(217);
        assertThat(map.index("golf_ball")).hasValue(574);
        assertThat(map.index("chain_saw")).hasValue(491);
    }

    @Test
    void whatIsNotClearIsNotGuessed() {
        ClassMap map = ClassMap.of(IMAGENET);
        ClassMap cranes = ClassMap.of(Labels.of(List.of("crane, bird", "crane, machine")));
        assertThat(cranes.index("crane")).isEmpty();
        assertThat(cranes.index("crane, bird")).hasValue(0);
        for (String label : new String[] {"crane", "ball", "1000", "", null}) {
            assertThat(map.index(label)).as(label).isEqualTo(OptionalInt.empty());
        }
    }

    @Test
    void numbersOfAnotherListGoThroughItsNames() {
        Labels two = Labels.of(List.of("golf ball", "tench"), List.of("n03445777", "n01440764"));
        ClassMap map = ClassMap.of(two, IMAGENET);
        assertThat(map.index("574")).hasValue(0);
        assertThat(map.index("0")).hasValue(1);
        assertThat(map.index("1")).isEmpty();
        assertThat(map.index("golf_ball")).hasValue(0);
        assertThat(ClassMap.of(Labels.of(List.of("golf ball", "tench")), IMAGENET)
                        .index("0"))
                .hasValue(1);
    }
}
