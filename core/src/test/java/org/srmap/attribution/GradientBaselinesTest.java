package org.srmap.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.rule.CompositeReader;
import org.srmap.rule.Initial;
import org.srmap.testing.Difference;

/** Properties of the methods that use gradients. */
class GradientBaselinesTest {
    private static final long SEED = 3;
    private final Network network = Nets.curved();
    private final List<float[]> pictures = Nets.pictures(3, network.values(), SEED);

    @ParameterizedTest
    @ValueSource(strings = {"baseline=zero", "baseline=zero,rule=trapezoid", "baseline=black", "baseline=mean"})
    void integratedGradientsSumToTheDifferenceOfLogits(String parameters) {
        // the gradient of a ReLU net jumps on the way: the error falls with the first power of the steps
        for (int target = 0; target < 4; target++) {
            Answer answer = Nets.explain(
                    network,
                    "integrated-gradients:steps=8000,batch=500," + parameters,
                    Question.of(pictures, ClassChoice.index(target)));
            for (int i = 0; i < pictures.size(); i++) {
                double expected = answer.initial().get(i);
                assertThat(Nets.sum(answer.maps().get(i)))
                        .as("picture %d of seed %d, class %d", i, SEED, target)
                        .isCloseTo(expected, within(2e-3 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    @Test
    void integratedGradientsStartAtTheLogitsOfTheBaseline() {
        float[] zero = new float[network.values()];
        float[] atZero = Nets.explain(network, "gradient", Question.of(List.of(zero), ClassChoice.index(1)))
                .logits()
                .get(0);
        Answer answer = Nets.explain(network, "integrated-gradients", Question.of(pictures, ClassChoice.index(1)));
        for (int i = 0; i < pictures.size(); i++) {
            double difference = (double) answer.logits().get(i)[1] - atZero[1];
            assertThat(answer.initial().get(i)).isCloseTo(difference, within(1e-5));
        }
    }

    @Test
    void smoothGradWithoutNoiseIsTheGradient() {
        Answer gradient = Nets.explain(network, "gradient", Question.of(pictures, ClassChoice.index(2)));
        Answer smooth = Nets.explain(network, "smoothgrad:n=5,sigma=0", Question.of(pictures, ClassChoice.index(2)));
        for (int i = 0; i < pictures.size(); i++) {
            assertThat(Difference.relative(smooth.maps().get(i), gradient.maps().get(i)))
                    .isLessThan(1e-6);
        }
    }

    @Test
    void smoothGradIsTheMeanGradientOfNoisyCopies() {
        float[] picture = pictures.get(0);
        float low = Float.MAX_VALUE;
        float high = -Float.MAX_VALUE;
        for (float value : picture) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        Random noise = new Random(11);
        double[] mean = new double[picture.length];
        for (int n = 0; n < 6; n++) {
            float[] noisy = new float[picture.length];
            for (int k = 0; k < noisy.length; k++) {
                noisy[k] = (float) (picture[k] + 0.2 * ((double) high - low) * noise.nextGaussian());
            }
            float[] gradient = Nets.explain(network, "gradient", Question.of(List.of(noisy), ClassChoice.index(1)))
                    .maps()
                    .get(0);
            for (int k = 0; k < noisy.length; k++) {
                mean[k] += gradient[k] / 6.0;
            }
        }
        float[] expected = new float[mean.length];
        for (int k = 0; k < mean.length; k++) {
            expected[k] = (float) mean[k];
        }
        Answer smooth = Nets.explain(
                network,
                "smoothgrad:n=6,sigma=0.2,seed=11,batch=4",
                Question.of(List.of(picture), ClassChoice.index(1)));
        assertThat(Difference.relative(smooth.maps().get(0), expected)).isLessThan(1e-5);
    }

    @Test
    void inputXGradientIsLrpWithoutStabilizerWhereThereIsNoBias() {
        Network plain = Nets.network(Nets.NO_BIAS, 2, 8);
        String rules = """
                name: lrp-0
                entries:
                  - {kind: [conv, dense], rule: epsilon, epsilon: 0}
                  - {kind: activation, rule: pass}
                  - {kind: average-pool, rule: norm, epsilon: 0}
                """;
        Method lrp = new Lrp(CompositeReader.read(rules, "test"));
        Question question = Question.of(pictures, ClassChoice.rank(1));
        Answer expected = Nets.explain(plain, lrp, Nets.request(lrp, Initial.LOGIT), question);
        Answer actual = Nets.explain(plain, "input-x-gradient", question);
        for (int i = 0; i < pictures.size(); i++) {
            assertThat(Difference.relative(actual.maps().get(i), expected.maps().get(i)))
                    .as("picture %d of seed %d", i, SEED)
                    .isLessThan(1e-4);
            assertThat(Nets.sum(actual.maps().get(i)))
                    .isCloseTo(actual.initial().get(i), within(1e-4));
        }
    }

    @Test
    void baselinesExplainTheDifferenceOfTwoClasses() {
        Method method = Methods.named("input-x-gradient");
        Question both = new Question(
                pictures, new int[] {1}, List.of(ClassChoice.index(2)), List.of(ClassChoice.index(0)), null);
        float[] difference = Nets.explain(network, method, Nets.request(method, Initial.DIFFERENCE), both)
                .maps()
                .get(0);
        float[] two = Nets.explain(network, method, Nets.request(method), Question.of(pictures, ClassChoice.index(2)))
                .maps()
                .get(1);
        float[] zero = Nets.explain(network, method, Nets.request(method), Question.of(pictures, ClassChoice.index(0)))
                .maps()
                .get(1);
        for (int k = 0; k < two.length; k++) {
            assertThat(difference[k]).isCloseTo(two[k] - zero[k], within(1e-4f));
        }
    }
}
