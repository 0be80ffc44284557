package org.srmap.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.srmap.map.PixelMap;

class StatisticsTest {
    private static Heatmap map(float... values) {
        return new Heatmap(new PixelMap(values, 1, values.length));
    }

    @Test
    @DisplayName("Gini of 0, 0, 0, 4: 1 - 1/4; of equal values: 0; of 1, 3: 1/4; signs do not matter")
    void gini() {
        assertThat(Complexity.gini(map(0, 4, 0, 0))).isEqualTo(0.75, within(1e-12));
        assertThat(Complexity.gini(map(2, -2, 2, 2))).isEqualTo(0, within(1e-12));
        assertThat(Complexity.gini(map(-3, 1))).isEqualTo(0.25, within(1e-12));
        assertThat(Complexity.gini(map(0, 0))).isZero();
    }

    @Test
    @DisplayName("entropy of 1/2, 1/4, 1/4: 1.5 ln 2; of one pixel: 0; of equal ones: ln n")
    void entropy() {
        assertThat(Complexity.entropy(map(2, -1, 1))).isEqualTo(1.5 * Math.log(2), within(1e-12));
        assertThat(Complexity.entropy(map(0, 7, 0))).isZero();
        assertThat(Complexity.entropy(map(3, 3, 3))).isEqualTo(Math.log(3), within(1e-12));
        assertThat(Complexity.entropy(map(0, 0, 0))).isEqualTo(Math.log(3), within(1e-12));
    }

    @Test
    void valuesThatAreNotDefinedAreLeftOut() {
        Interval interval = Interval.of(new double[] {1, Double.NaN, 3});
        assertThat(interval.count()).isEqualTo(2);
        assertThat(interval.mean()).isEqualTo(2);
        assertThat(interval.low()).isEqualTo(1);
        assertThat(interval.high()).isEqualTo(3);
        assertThat(Interval.of(new double[] {Double.NaN}).mean()).isNaN();
        assertThat(Interval.of(new double[] {5})).isEqualTo(new Interval(1, 5, 5, 5));
    }

    @Test
    @DisplayName("the interval of a mean of many values is mean +- 1.96 standard errors, up to the noise of the draws")
    void intervalOfAMean() {
        Random random = new Random(5);
        double[] values =
                IntStream.range(0, 400).mapToDouble(i -> random.nextGaussian()).toArray();
        Interval interval = Interval.of(values);
        double deviation = Math.sqrt(IntStream.range(0, 400)
                        .mapToDouble(i -> Math.pow(values[i] - interval.mean(), 2))
                        .sum()
                / 399);
        double expected = 1.96 * deviation / 20;
        assertThat(interval.high() - interval.mean()).isEqualTo(expected, within(0.15 * expected));
        assertThat(interval.mean() - interval.low()).isEqualTo(expected, within(0.15 * expected));
        assertThat(Interval.of(values)).isEqualTo(interval);
    }
}
