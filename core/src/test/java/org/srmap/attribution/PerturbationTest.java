package org.srmap.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Occlusion and RISE on networks whose answers are known. */
class PerturbationTest {
    private final Network network = Nets.network(Nets.MEAN, 1, 4);
    private final float[] picture = new float[16];

    PerturbationTest() {
        for (int i = 0; i < picture.length; i++) {
            picture[i] = i;
        }
    }

    @Test
    void occlusionTakesAwayTheSumOfTheWindow() {
        // the logit is the mean: a covered window of 2 x 2 takes its sum / 16 away
        float[] map = Nets.explain(
                        network, "occlusion:window=2,stride=2", Question.of(List.of(picture), ClassChoice.index(0)))
                .maps()
                .get(0);
        float[] sums = {0 + 1 + 4 + 5, 2 + 3 + 6 + 7, 8 + 9 + 12 + 13, 10 + 11 + 14 + 15};
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                assertThat(map[y * 4 + x]).isCloseTo(sums[y / 2 * 2 + x / 2] / 16, within(1e-5f));
            }
        }
    }

    @Test
    void overlappingWindowsAreAveragedAndCutOffAtTheEdge() {
        // windows of 3 that move by 2 begin at 0 and 2: pixels of row or column 2 are covered twice
        float[] map = Nets.explain(
                        network,
                        "occlusion:window=3,stride=2,batch=3",
                        Question.of(List.of(picture), ClassChoice.index(1)))
                .maps()
                .get(0);
        double[] falls = new double[16];
        int[] covers = new int[16];
        for (int top = 0; top <= 2; top += 2) {
            for (int left = 0; left <= 2; left += 2) {
                double sum = 0;
                for (int pass = 0; pass < 2; pass++) {
                    for (int y = top; y < Math.min(4, top + 3); y++) {
                        for (int x = left; x < Math.min(4, left + 3); x++) {
                            if (pass == 0) {
                                sum += picture[y * 4 + x] / 16;
                            } else {
                                falls[y * 4 + x] -= sum; // class 1 is the negative mean
                                covers[y * 4 + x]++;
                            }
                        }
                    }
                }
            }
        }
        for (int p = 0; p < 16; p++) {
            assertThat((double) map[p]).as("pixel " + p).isCloseTo(falls[p] / covers[p], within(1e-5));
        }
    }

    @Test
    void fillsReplaceWhatIsCovered() {
        // filled with its own mean, the whole picture keeps its logit
        float[] map = Nets.explain(
                        network,
                        "occlusion:window=4,stride=4,fill=mean",
                        Question.of(List.of(picture), ClassChoice.index(0)))
                .maps()
                .get(0);
        assertThat(map).containsOnly(new float[] {0}, within(1e-5f));
    }

    @Test
    void aWindowThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Nets.explain(
                        network, "occlusion:window=5", Question.of(List.of(picture), ClassChoice.index(0))))
                .hasMessageContaining("a window of 5 pixels")
                .hasMessageContaining("4 x 4");
        assertThatThrownBy(() -> Nets.explain(
                        network, "occlusion:window=2,stride=3", Question.of(List.of(picture), ClassChoice.index(0))))
                .hasMessageContaining("moves by 3");
    }

    @Test
    void riseWithMasksThatHideNothingIsTheProbability() {
        float[] small = new float[16];
        small[5] = 8; // mean 0.5: logits 0.5 and -0.5
        float[] map = Nets.explain(
                        network, "rise:masks=10,p=1,cells=2", Question.of(List.of(small), ClassChoice.index(0)))
                .maps()
                .get(0);
        float probability = (float) (1 / (1 + Math.exp(-1)));
        assertThat(map).containsOnly(new float[] {probability}, within(1e-5f));
    }

    @Test
    void riseIsTheWeightedMeanOfItsMasks() {
        float[] small = new float[16];
        small[15] = 32;
        Rise rise = new Rise(300, 0.5, 2, 5, 8);
        float[] map = Nets.explain(network, rise, Nets.request(rise), Question.of(List.of(small), ClassChoice.index(0)))
                .maps()
                .get(0);
        double[] expected = new double[16];
        Random random = new Random(5);
        for (int n = 0; n < 300; n++) {
            float[] mask = rise.mask(random, network);
            double logit = small[15] * mask[15] / 16; // the mean of the picture that is left
            double probability = 1 / (1 + Math.exp(-2 * logit));
            for (int p = 0; p < 16; p++) {
                assertThat(mask[p]).isBetween(0f, 1f);
                expected[p] += probability * mask[p] / (300 * 0.5);
            }
        }
        for (int p = 0; p < 16; p++) {
            assertThat((double) map[p]).isCloseTo(expected[p], within(1e-5));
            assertThat(map[15]).isGreaterThanOrEqualTo(map[p]);
        }
    }
}
