package org.srmap.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.srmap.map.PixelMap;

class MosaicTest {
    @Test
    @DisplayName("4 x 4 pictures in 2 x 2 cells: every pixel is the mean of 2 x 2")
    void picturesAreShrunkIntoTheirCells() {
        float[] ramp = new float[16];
        for (int i = 0; i < 16; i++) {
            ramp[i] = i;
        }
        float[] ten = new float[16];
        java.util.Arrays.fill(ten, 10);
        float[] mosaic = new Mosaic(2, 1, 4, 4).of(List.of(ramp, ten, new float[16], ramp));
        float[] expected = {
            2.5f, 4.5f, 10, 10, //
            10.5f, 12.5f, 10, 10, //
            0, 0, 2.5f, 4.5f, //
            0, 0, 10.5f, 12.5f
        };
        assertThat(mosaic).containsExactly(expected, within(1e-6f));
    }

    @Test
    @DisplayName("5 pixels in two cells of 2 and 3: the mean of each row is kept where the parts do not divide")
    void sidesThatDoNotDivide() {
        float[] ramp = new float[25];
        for (int i = 0; i < 25; i++) {
            ramp[i] = i % 5;
        }
        float[] mosaic = new Mosaic(2, 1, 5, 5).of(List.of(ramp, ramp, ramp, ramp));
        // two pixels for five: 0, 1 and half of 2; half of 2, 3 and 4
        assertThat(mosaic[0]).isEqualTo((0 + 1 + 0.5f * 2) / 2.5f, within(1e-6f));
        assertThat(mosaic[1]).isEqualTo((0.5f * 2 + 3 + 4) / 2.5f, within(1e-6f));
    }

    @Test
    void theScoreIsTheShareInTheCell() {
        Mosaic mosaic = new Mosaic(2, 1, 2, 2);
        Heatmap map = new Heatmap(new PixelMap(new float[] {1, 3, -4, 0}, 2, 2));
        assertThat(mosaic.score(map, 0)).isEqualTo(0.25);
        assertThat(mosaic.score(map, 1)).isEqualTo(0.75);
        assertThat(mosaic.score(map, 2)).isZero();
        assertThat(mosaic.score(new Heatmap(new PixelMap(new float[4], 2, 2)), 3))
                .isZero();
    }

    @Test
    void mosaicsMustFit() {
        assertThatThrownBy(() -> new Mosaic(3, 1, 2, 5)).hasMessageContaining("3 x 3 cells in 2 x 5");
        assertThatThrownBy(() -> new Mosaic(2, 1, 4, 4).of(List.of(new float[16])))
                .hasMessage("1 pictures for 4 cells");
    }
}
