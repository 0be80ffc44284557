package org.srmap.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleJsonTest {
    private static final Stabilizer ODD = new Stabilizer(3e-4, Stabilizer.Mode.CLIP, true);

    static Stream<Rule> rules() {
        Stream<Rule> own = Stream.of(
                new Rule.Epsilon(Stabilizer.sign(0)),
                new Rule.Epsilon(ODD),
                new Rule.ZPlus(Stabilizer.add(1e-9)),
                new Rule.AlphaBeta(1, 0, ODD),
                new Rule.Gamma(0.5, ODD),
                new Rule.Box(null, null, Stabilizer.DEFAULT),
                new Rule.Box(List.of(-1.0, -2.0), List.of(1.0, 2.5), ODD),
                new Rule.WSquare(ODD),
                new Rule.Flat(ODD),
                new Rule.Norm(ODD),
                new Rule.PositiveWeights(ODD),
                new Rule.ClampedWeights(ODD),
                new Rule.WithoutBias(new Rule.ZPlus(Stabilizer.DEFAULT)),
                new Rule.WithoutBias(new Rule.AlphaBeta(2, 1, ODD)),
                new Rule.WithoutBias(new Rule.WSquare(ODD)),
                new Rule.Pass(),
                new Rule.Gradient(),
                new Rule.Deconvnet(),
                new Rule.GuidedBackprop(),
                new Rule.AverageOfWindow(ODD));
        Stream<Rule> ofPresets = Presets.names().stream()
                .flatMap(name -> Presets.named(name).entries().stream())
                .map(Composite.Entry::rule);
        return Stream.concat(own, ofPresets).distinct();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void comesBackAsItWent(Rule rule) throws Exception {
        String text = RuleJson.write(rule).toString();
        assertThat(RuleJson.read(new ObjectMapper().readTree(text))).isEqualTo(rule);
    }

    /** The name and what differs from the usual, in words that a composite file takes. */
    @Test
    void readsWell() {
        assertThat(RuleText.of(new Rule.Flat(Stabilizer.DEFAULT))).isEqualTo("flat, epsilon 1e-6");
        assertThat(RuleText.of(new Rule.WithoutBias(new Rule.AlphaBeta(2, 1, Stabilizer.add(1e-9)))))
                .isEqualTo("alpha-beta, alpha 2, beta 1, epsilon 1e-9, stabilizer add, bias false");
        assertThat(RuleText.of(new Rule.Box(List.of(-2.1, -2.0), List.of(2.5, 3.0), Stabilizer.sign(0.25))))
                .isEqualTo("box, low -2.1 -2, high 2.5 3, epsilon 0.25");
        assertThat(RuleText.of(new Rule.Pass())).isEqualTo("pass");
    }

    @Test
    void refusesWhatIsNoRule() {
        assertThatThrownBy(() -> RuleJson.read(new ObjectMapper().readTree("{\"rule\": \"magic\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("magic");
    }
}
