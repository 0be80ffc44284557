package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MapAgreementTest {
    @Test
    void knownCases() {
        double[] left = {1, 0, 1, 0};
        double[] right = {0, 1, 0, 1};
        double[] half = {2, 2, 0, 0};
        assertThat(MapAgreement.of(left, left)).isEqualTo(new MapAgreement(1.0, 1.0));
        assertThat(MapAgreement.of(left, right)).isEqualTo(new MapAgreement(-1.0, 0.0));
        assertThat(MapAgreement.of(left, half)).isEqualTo(new MapAgreement(0.0, 0.5));
        assertThat(MapAgreement.of(left, new double[4])).isEqualTo(new MapAgreement(null, null));
        assertThat(MapAgreement.of(left, new double[] {3, 3, 3, 3}).correlation())
                .isNull();
        assertThat(MapAgreement.of(left, new double[] {3, 3, 3, 3}).similarity())
                .isEqualTo(0.5);
    }

    @Test
    void scaleDoesNotMatter() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        double[] a = random.doubles(50).toArray();
        double[] b = random.doubles(50).toArray();
        double[] larger = new double[50];
        for (int i = 0; i < 50; i++) {
            larger[i] = 7 * b[i];
        }
        MapAgreement plain = MapAgreement.of(a, b);
        MapAgreement scaled = MapAgreement.of(a, larger);
        assertThat(scaled.correlation()).as("seed " + seed).isCloseTo(plain.correlation(), within(1e-12));
        assertThat(scaled.similarity()).isCloseTo(plain.similarity(), within(1e-12));
    }
}
