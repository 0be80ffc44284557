package org.srmap.lrp;

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

    @Test
    void refusesWhatIsNoRule() {
        assertThatThrownBy(() -> RuleJson.read(new ObjectMapper().readTree("{\"rule\": \"magic\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("magic");
    }
}
