package org.srmap.saliency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.map.PixelMap;
import org.srmap.map.Point;
import org.srmap.map.Size;

class AttentionWordsTest {
    private static final int SIDE = 30;

    /** Squares of 4 x 4 pixels, each given as x, y and relevance per pixel. */
    private static String describe(int... squares) {
        float[] map = new float[SIDE * SIDE];
        float[] relevance = new float[SIDE * SIDE];
        for (int s = 0; s < squares.length; s += 3) {
            for (int i = 0; i < 16; i++) {
                int pixel = (squares[s + 1] + i / 4) * SIDE + squares[s] + i % 4;
                map[pixel] = 1;
                relevance[pixel] = squares[s + 2];
            }
        }
        relevance[SIDE * SIDE - 1] += 16;
        return describe(map, relevance, new Size(SIDE, SIDE));
    }

    private static String describe(float[] map, float[] relevance, Size size) {
        PixelMap sr = new PixelMap(map, size.height(), size.width());
        List<AttentionAreas.Area> areas = AttentionAreas.find(sr, sr.with(relevance), AreaThreshold.DEFAULT);
        return AttentionWords.describe(areas, size);
    }

    @Test
    void namesThePlaceOfOneArea() {
        assertThat(describe(2, 2, 3))
                .isEqualTo("looked mostly at the upper left: 1 area, 75 % of the positive relevance in 2 % of the"
                        + " picture");
        assertThat(describe(13, 13, 3)).startsWith("looked mostly at the centre: 1 area");
    }

    @Test
    void weighsWithRelevance() {
        assertThat(describe(2, 2, 90, 13, 2, 9)).startsWith("looked mostly at the upper left: 2 areas, 99 %");
    }

    @Test
    void doesNotNameAPlaceBetweenAreas() {
        assertThat(describe(2, 13, 5, 24, 13, 4)).startsWith("looked at several places, most at the left: 2 areas");
    }

    @Test
    void saysWhenMostRelevanceLiesElsewhere() {
        float[] map = new float[9];
        map[0] = 1;
        float[] relevance = {2, 1, 1, 1, 1, 1, 1, 1, 1};
        assertThat(describe(map, relevance, new Size(3, 3)))
                .isEqualTo("looked most at the upper left: 1 area, 20 % of the positive relevance in 11 % of the"
                        + " picture");
    }

    @Test
    void saysWhenEverythingCounts() {
        float[] all = {1, 1, 1, 0.5f};
        assertThat(describe(all, all, new Size(2, 2)))
                .isEqualTo("looked all over the picture: 1 area, 100 % of the positive relevance in 100 % of the"
                        + " picture");
    }

    @Test
    void saysWhenThereIsNothing() {
        assertThat(AttentionWords.describe(List.of(), new Size(5, 5))).startsWith("no attention area: ");
    }

    @Test
    void roundsSmallSharesSensibly() {
        float[] map = {1, 0, 0, 0, 0, 0};
        float[] relevance = {1, 0, 0, 0, 0, 1000};
        assertThat(describe(map, relevance, new Size(1, 6)))
                .contains("less than 1 % of the positive relevance in 17 %");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, the upper left", "45, 29, the top", "90, 0, the upper right",
        "0, 31, the left", "45, 45, the centre", "61, 45, the right",
        "29, 61, the lower left", "45, 89, the bottom", "90, 90, the lower right"
    })
    void dividesThePictureIntoNine(double x, double y, String expected) {
        assertThat(AttentionWords.place(new Point(x, y), new Size(90, 90))).isEqualTo(expected);
    }
}
