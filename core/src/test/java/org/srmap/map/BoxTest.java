package org.srmap.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxTest {
    private static final Box BOX = new Box(1, 2, 5, 4);

    @Test
    void leftAndTopEdgesBelongToTheBox() {
        assertThat(BOX.contains(1, 2)).isTrue();
        assertThat(BOX.contains(4.9, 3.9)).isTrue();
        assertThat(BOX.contains(5, 3)).isFalse();
        assertThat(BOX.contains(3, 4)).isFalse();
    }

    @Test
    void boxesThatDoNotMeetHaveNothingInCommon() {
        Box other = new Box(6, 2, 8, 4);
        assertThat(BOX.intersection(other).area()).isZero();
        assertThat(BOX.iou(other)).isZero();
    }

    @Test
    void intersectionOverUnion() {
        Box other = new Box(3, 3, 7, 5);
        assertThat(BOX.intersection(other)).isEqualTo(new Box(3, 3, 5, 4));
        assertThat(BOX.iou(other)).isEqualTo(2 / 14.0, within(1e-12));
        assertThat(BOX.iou(BOX)).isEqualTo(1);
    }

    @Test
    void emptyBoxesHaveNoUnion() {
        Box empty = new Box(3, 3, 3, 3);
        assertThat(empty.area()).isZero();
        assertThat(empty.iou(empty)).isZero();
    }
}
