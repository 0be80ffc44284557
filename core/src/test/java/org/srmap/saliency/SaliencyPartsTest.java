package org.srmap.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.saliency.Resize.Extent;

/** The small parts against slow twins. */
class SaliencyPartsTest {

    @ParameterizedTest
    @CsvSource({"10,12,8,10", "9,5,20,31", "7,7,7,7", "1,1,5,3", "30,4,9,9", "2,50,1,1"})
    void resizeAgreesWithTheTwin(int h, int w, int newH, int newW) {
        Random random = new Random(31);
        double[] source = random.doubles(2L * h * w).toArray();
        double[][][] planes = new double[2][h][w];
        for (int i = 0; i < source.length; i++) {
            planes[i % 2][i / 2 / w][i / 2 % w] = source[i];
        }
        double[][][] expected = BruteForceSaliency.resize(planes, newH, newW);
        double[] actual = Resize.apply(source, new Extent(h, w, 2), newH, newW);
        assertThat(actual).hasSize(newH * newW * 2);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i % 2][i / 2 / newW][i / 2 % newW], within(1e-13));
        }
    }

    /** 0 1 2 3 4 5 6 shrunk to 3 values, by hand: a triangle of support 7/3 around 2/3, 3 and 16/3. */
    @Test
    void resizeIsTheTriangleFilterWithHalfPixelCentres() {
        double[] actual = Resize.apply(new double[] {0, 1, 2, 3, 4, 5, 6}, new Extent(1, 7, 1), 1, 3);
        double step = 7 / 3.0;
        double sum = 0;
        double weights = 0;
        for (int j = 0; j < 3; j++) {
            double t = 1 - Math.abs(j + 0.5 - step / 2) / step;
            sum += t * j;
            weights += t;
        }
        assertThat(actual[0]).isCloseTo(sum / weights, within(1e-12));
        assertThat(actual[1]).isCloseTo(3, within(1e-12));
        assertThat(actual[2]).isCloseTo(6 - sum / weights, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.8, 32, 26", "0.3, 224, 68", "0.5, 45, 23", "0.3, 1, 1", "0.3, 10, 3", "0.8, 10, 8"})
    void lengthsAreRoundedUpButNotByRoundingErrors(double scale, int length, int expected) {
        assertThat(Resize.length(scale, length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void distancesAreExact(long seed) {
        Random random = new Random(seed);
        int h = 1 + random.nextInt(25);
        int w = 1 + random.nextInt(25);
        double[] map = random.doubles((long) h * w).toArray();
        double threshold = seed == 6 ? 1 : 1 - 3.0 / (h * w);
        double[] actual = DistanceTransform.toPixelsAbove(map, threshold, h, w);
        for (int i = 0; i < map.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < map.length; j++) {
                if (map[j] > threshold) {
                    least = Math.min(least, Math.hypot(j / w - i / w, j % w - i % w));
                }
            }
            assertThat(actual[i]).as("seed %d pixel %d", seed, i).isCloseTo(least, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void selectionAgreesWithSorting(long seed) {
        Random random = new Random(seed);
        float[] values = new float[1 + random.nextInt(300)];
        for (int i = 0; i < values.length; i++) {
            values[i] = seed % 2 == 0 ? random.nextInt(4) : random.nextFloat();
        }
        values[0] = Float.POSITIVE_INFINITY;
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int rank = 1; rank <= values.length; rank += 7) {
            float[] work = values.clone();
            assertThat(Selection.smallest(work, work.length, rank))
                    .as("seed %d rank %d", seed, rank)
                    .isEqualTo(sorted[rank - 1]);
            float[] front = Arrays.copyOf(work, rank);
            Arrays.sort(front);
            assertThat(front).containsExactly(Arrays.copyOf(sorted, rank));
        }
    }
}
