package org.srmap.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegionsTest {
    @Test
    void numbersRegionsInReadingOrder() {
        Regions regions = Regions.above(
                new PixelMap(
                        new float[] {
                            0, 0, 0, 9,
                            9, 0, 0, 0,
                            0, 9, 0, 9
                        },
                        3,
                        4),
                1);
        assertThat(regions.count()).isEqualTo(3);
        assertThat(regions.at(3, 0)).isEqualTo(1);
        assertThat(regions.at(1, 2)).isEqualTo(regions.at(0, 1)).isEqualTo(2);
        assertThat(regions.at(3, 2)).isEqualTo(3);
        assertThat(regions.at(1, 1)).isZero();
        assertThat(regions.at(-1, 1)).isZero();
        assertThat(regions.at(4, 0)).isZero();
        assertThat(regions.box(2)).isEqualTo(new Box(0, 1, 2, 3));
        assertThat(regions.pixels(2)).isEqualTo(2);
        assertThat(regions.largest()).isEqualTo(2);
    }

    @Test
    void thresholdsBelongAndZeroDoesNot() {
        Regions regions = Regions.above(new PixelMap(new float[] {0.5f, 0, 0.4f, 0, -1, 0}, 1, 6), 0.5);
        assertThat(regions.count()).isEqualTo(1);
        assertThat(Regions.above(new PixelMap(new float[3], 1, 3), 0).count()).isZero();
        assertThat(Regions.above(new PixelMap(new float[3], 1, 3), 0).largest()).isZero();
    }
}
