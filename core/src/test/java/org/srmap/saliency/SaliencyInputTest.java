package org.srmap.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.saliency.Resize.Size;

class SaliencyInputTest {
    private final ContextAwareSaliency saliency = new ContextAwareSaliency(SaliencyParameters.defaults(), 1);

    private static float[] relevance(int channels, int h, int w) {
        Random random = new Random(21);
        float[] out = new float[channels * h * w];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) random.nextGaussian();
        }
        return out;
    }

    @Test
    void sumsTheChannelsAndDropsNegativeValues() {
        float[] relevance = {1, -2, 3, 0.5f, 1, -4};
        assertThat(SaliencyInput.positiveRelevance(relevance, 2, 1, 3)).containsExactly(1.5f, 0, 0);
    }

    @Test
    void relevanceIsTheMapOfThePositiveSum() {
        float[] relevance = relevance(3, 20, 24);
        float[] positive = SaliencyInput.positiveRelevance(relevance, 3, 20, 24);
        assertThat(SaliencyInput.RELEVANCE.map(saliency, relevance, 3, 20, 24))
                .containsExactly(saliency.map(positive, 20, 24, 1));
        float[] absolute = new float[positive.length];
        for (int i = 0; i < absolute.length; i++) {
            absolute[i] =
                    (float) Math.abs((double) relevance[i] + relevance[i + absolute.length] + relevance[i + 2 * 480]);
        }
        assertThat(SaliencyInput.ABSOLUTE_RELEVANCE.map(saliency, relevance, 3, 20, 24))
                .containsExactly(saliency.map(absolute, 20, 24, 1));
        assertThat(relevance).containsExactly(relevance(3, 20, 24));
    }

    @Test
    void paperMakesOnePictureOfAllChannels() {
        float[] relevance = {-1, 2, 0.5f, 0, 4, -3};
        double[] picture = SaliencyInput.picture(relevance, new Size(1, 2, 3));
        // |R| is 1 2 | 0.5 0 | 4 3, the range 0..4.
        assertThat(picture)
                .containsExactly(new double[] {63 / 255.0, 31 / 255.0, 1, 127 / 255.0, 0, 191 / 255.0}, within(1e-12));
        assertThat(SaliencyInput.picture(new float[] {2, -2, 2}, new Size(1, 1, 3)))
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
        float[] grey = relevance(1, 30, 12);
        float[] colour = new float[3 * grey.length];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = grey[i % grey.length];
        }
        float[] map = SaliencyInput.PAPER.map(fast, colour, 3, 30, 12);
        assertThat(map).hasSize(360).containsExactly(SaliencyInput.PAPER.map(fast, grey, 1, 30, 12));
        float most = 0;
        for (float value : map) {
            assertThat(value).isBetween(0f, 1f);
            most = Math.max(most, value);
        }
        assertThat(most).isGreaterThan(0.3f);
        assertThatThrownBy(() -> SaliencyInput.PAPER.map(fast, new float[8], 2, 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 channels");
    }

    @Test
    void saysWhereRelevanceIsNotFinite() {
        float[] relevance = new float[3 * 4 * 5];
        relevance[20 + 7] = Float.NaN;
        for (SaliencyInput input : SaliencyInput.values()) {
            assertThatThrownBy(() -> input.map(saliency, relevance, 3, 4, 5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("channel 1, row 1, column 2 is NaN");
        }
        assertThatThrownBy(() -> SaliencyInput.positiveRelevance(relevance, 3, 5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("60 values is not 3 x 5 x 5");
    }
}
