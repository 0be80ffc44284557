package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.srmap.attribution.ClassChoice;
import org.srmap.model.Labels;

class TargetTest {
    private final Labels labels = Labels.of(List.of("wolf", "husky", "cat"), List.of("n01", "n02", "n03"));

    @Test
    void textsMeanOneClassOrTheBestFew() {
        assertThat(Target.parseAll("top3")).containsExactly(new Target.Rank(1), new Target.Rank(2), new Target.Rank(3));
        assertThat(Target.parse("top1")).isEqualTo(Target.top());
        assertThat(Target.parse("rank3")).isEqualTo(new Target.Rank(3));
        assertThat(Target.parse("7")).isEqualTo(new Target.Index(7));
        assertThat(Target.parse("husky")).isEqualTo(new Target.Named("husky"));
        assertThatThrownBy(() -> Target.parse("top3")).hasMessageContaining("rank3 is the last of them alone");
        assertThatThrownBy(() -> Target.parse(" ")).hasMessageContaining("empty target");
    }

    @Test
    void classesAreFoundByIndexRankLabelAndSynset() {
        assertThat(Target.parse("2").in(labels)).isEqualTo(ClassChoice.index(2));
        assertThat(Target.parse("rank2").in(labels)).isEqualTo(ClassChoice.rank(2));
        assertThat(Target.parse("husky").in(labels)).isEqualTo(ClassChoice.index(1));
        assertThat(Target.parse("n03").in(labels)).isEqualTo(ClassChoice.index(2));
        assertThatThrownBy(() -> Target.parse("3").in(labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 2");
        assertThatThrownBy(() -> Target.parse("rank4").in(labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 classes");
        assertThatThrownBy(() -> Target.parse("huskey").in(labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("husky");
    }
}
