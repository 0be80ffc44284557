package org.srmap.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.map.PixelMap;

class SaliencyInputTest {
    private final ContextAwareSaliency saliency = new ContextAwareSaliency(SaliencyParameters.defaults(), 1);

    private static PixelMap relevance(int channels, int h, int w) {
        Random random = new Random(21);
        float[] out = new float[channels * h * w];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) random.nextGaussian();
        }
        return new PixelMap(out, channels, h, w);
    }

    @Test
    void relevanceIsTheMapOfThePositiveSum() {
        PixelMap relevance = relevance(3, 20, 24);
        float[] positive = new float[480];
        float[] absolute = new float[480];
        for (int i = 0; i < 480; i++) {
            float[] r = relevance.values();
            float sum = (float) ((double) r[i] + r[i + 480] + r[i + 2 * 480]);
            positive[i] = Math.max(sum, 0);
            absolute[i] = Math.abs(sum);
        }
        assertThat(SaliencyInput.RELEVANCE.map(saliency, relevance).values())
                .containsExactly(saliency.map(positive, 20, 24, 1));
        assertThat(SaliencyInput.ABSOLUTE_RELEVANCE.map(saliency, relevance).values())
                .containsExactly(saliency.map(absolute, 20, 24, 1));
        assertThat(relevance.values()).containsExactly(relevance(3, 20, 24).values());
    }

    @Test
    void paperMakesOnePictureOfAllChannels() {
        float[] relevance = {-1, 2, 0.5f, 0, 4, -3};
        double[] picture = SaliencyInput.picture(new PixelMap(relevance, 3, 1, 2));
        // |R| is 1 2 | 0.5 0 | 4 3, the range 0..4.
        assertThat(picture)
                .containsExactly(new double[] {63 / 255.0, 31 / 255.0, 1, 127 / 255.0, 0, 191 / 255.0}, within(1e-12));
        assertThat(SaliencyInput.picture(new PixelMap(new float[] {2, -2, 2}, 3, 1, 1)))
                .containsOnly(0);
    }

    /** Reference values of a widely used table of sRGB primaries in CIE Lab under D65. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, 0",
        "1, 1, 1, 100, 0, 0",
        "1, 0, 0, 53.24, 80.09, 67.20",
        "0, 1, 0, 87.73, -86.18, 83.18",
        "0, 0, 1, 32.30, 79.19, -107.86",
        "0.5, 0.5, 0.5, 53.39, 0, 0"
    })
    void convertsToLab(double r, double g, double b, double lightness, double a, double yellow) {
        float[] lab = CieLab.fromSrgb(new double[] {r, g, b});
        assertThat((double) lab[0]).isCloseTo(lightness, within(0.01));
        assertThat((double) lab[1]).isCloseTo(a, within(0.01));
        assertThat((double) lab[2]).isCloseTo(yellow, within(0.01));
    }

    @Test
    void paperWorksOnOneAndThreeChannelsOnly() {
        SaliencyParameters coarse = SaliencyParameters.defaults().withScales(java.util.List.of(0.2));
        ContextAwareSaliency fast = new ContextAwareSaliency(coarse, 2);
        float[] grey = relevance(1, 30, 12).values();
        float[] colour = new float[3 * grey.length];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = grey[i % grey.length];
        }
        float[] map =
                SaliencyInput.PAPER.map(fast, new PixelMap(colour, 3, 30, 12)).values();
        float[] ofGrey =
                SaliencyInput.PAPER.map(fast, new PixelMap(grey, 30, 12)).values();
        assertThat(map).hasSize(360).containsExactly(ofGrey);
        float most = 0;
        for (float value : map) {
            assertThat(value).isBetween(0f, 1f);
            most = Math.max(most, value);
        }
        assertThat(most).isGreaterThan(0.3f);
        assertThatThrownBy(() -> SaliencyInput.PAPER.map(fast, new PixelMap(new float[8], 2, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 channels");
    }

    @Test
    void saysWhereRelevanceIsNotFinite() {
        float[] relevance = new float[3 * 4 * 5];
        relevance[20 + 7] = Float.NaN;
        for (SaliencyInput input : SaliencyInput.values()) {
            assertThatThrownBy(() -> input.map(saliency, new PixelMap(relevance, 3, 4, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("channel 1, row 1, column 2 is NaN");
        }
    }
}
