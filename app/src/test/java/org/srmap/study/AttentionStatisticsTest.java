package org.srmap.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.srmap.image.Geometry;
import org.srmap.image.Orientation;
import org.srmap.map.PixelMap;

class AttentionStatisticsTest {
    private static PixelMap map(int height, int width, float... values) {
        return new PixelMap(values, height, width);
    }

    @Test
    void twoPointsOfMass() {
        PixelMap two = map(1, 4, 1, 0, 0, 1);
        AttentionStatistics numbers = AttentionStatistics.of(two, Geometry.identity(4, 1), (x, y) -> x < 2);
        assertThat(numbers.focusX()).isEqualTo(0.5 / 4, within(1e-12));
        assertThat(numbers.focusY()).isEqualTo(0.5, within(1e-12));
        assertThat(numbers.spread()).isEqualTo(1.5 / Math.hypot(4, 1), within(1e-12));
        assertThat(numbers.inside()).isEqualTo(0.5, within(1e-12));
        AttentionStatistics none = AttentionStatistics.of(map(1, 2, 0, 0), Geometry.identity(2, 1), (x, y) -> true);
        assertThat(List.of(none.focusX(), none.spread(), none.inside())).containsOnly(Double.NaN);
    }

    @Test
    void aCroppedInputIsPlacedInThePhoto() {
        Geometry crop = new Geometry(2, 2, 8, 4, 2, 2, 2, 0, Orientation.NORMAL);
        AttentionStatistics numbers = AttentionStatistics.of(map(2, 2, 0, 0, 0, 1), crop, null);
        assertThat(numbers.focusX()).isEqualTo(5.0 / 8, within(1e-12));
        assertThat(numbers.focusY()).isEqualTo(3.0 / 4, within(1e-12));
        assertThat(numbers.inside()).isNaN();
        byte[] reduced = AttentionStatistics.reduced(map(2, 2, 0, 0, 0, 1), crop);
        for (int row = 0; row < 32; row++) {
            for (int column = 0; column < 32; column++) {
                boolean lit = row >= 16 && column >= 16 && column < 24;
                assertThat(reduced[row * 32 + column] & 0xff)
                        .as("%d, %d", row, column)
                        .isEqualTo(lit ? 255 : 0);
            }
        }
    }

    /** The reduced map against counting on a grid so fine that every edge lies on it. */
    @Test
    void reductionKeepsTheMean() {
        Random random = new Random(5);
        int width = 48;
        int height = 20;
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        byte[] reduced = AttentionStatistics.reduced(map(height, width, values), Geometry.identity(width, height));
        int fine = 160; // grid lines of 32 cells and of 20 pixels; 96 for 32 and 48
        for (int row = 0; row < 32; row++) {
            for (int column = 0; column < 32; column++) {
                double sum = 0;
                for (int y = row * fine / 32; y < (row + 1) * fine / 32; y++) {
                    for (int x = column * 96 / 32; x < (column + 1) * 96 / 32; x++) {
                        sum += values[y * height / fine * width + x * width / 96];
                    }
                }
                double mean = 255 * sum / (fine / 32.0 * 3);
                assertThat((double) (reduced[row * 32 + column] & 0xff)).isEqualTo(mean, within(0.501));
            }
        }
    }
}
