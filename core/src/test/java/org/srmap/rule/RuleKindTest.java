package org.srmap.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.srmap.graph.GraphText;

class RuleKindTest {

    private static Rule usual(RuleKind kind) {
        return RuleJson.read(JsonNodeFactory.instance.objectNode().put("rule", kind.id()));
    }

    /** The records of a sealed interface, those of sealed interfaces below it too. */
    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(RuleKindTest::records);
    }

    @Test
    void everyRuleHasOneRow() {
        List<Class<?>> rows = new ArrayList<>();
        for (RuleKind kind : RuleKind.values()) {
            rows.add(kind.row().type());
        }
        rows.add(Rule.WithoutBias.class); // of the kind of the rule in it
        assertThat(rows).containsExactlyInAnyOrderElementsOf(records(Rule.class).toList());
    }

    @ParameterizedTest
    @EnumSource(RuleKind.class)
    void aRowMakesItsRule(RuleKind kind) {
        Rule rule = usual(kind);
        assertThat(rule.kind()).isEqualTo(kind);
        assertThat(rule.name()).isEqualTo(kind.id());
        assertThat(rule instanceof Rule.Stabilized s ? s.stabilizer() : Stabilizer.DEFAULT)
                .isEqualTo(Stabilizer.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pass | yes | yes | yes",
                "gradient | no | no | yes",
                "deconvnet | no | no | no",
                "guided-backprop | no | no | no",
                "flat | yes | yes | yes",
                "box | yes | yes | yes",
                "positive-weights | yes | yes | yes",
                "clamped-weights | but bias | yes | yes",
                "epsilon | but bias | yes | yes",
                "gamma | but bias | yes | yes"
            })
    void conservationDependsOnTheLayer(String name, String withBias, String without, String moved) {
        List<Layer> layers = Layer.of(GraphText.parse("""
                graph t opset 17
                input x float[N,2,4,4]
                weight w float[2,2,1,1] = random 1
                weight b float[2] = random 2
                c = Conv(x, w, b)
                d = Conv(c, w)
                y = Flatten(d) {axis=1}
                output y float[N,32]
                """));
        Rule rule = usual(RuleKind.named(name));
        assertThat(layers).extracting(l -> rule.conserves(l).id()).containsExactly(withBias, without, moved);
        if (rule.kind().hasOptionalBias()) {
            assertThat(new Rule.WithoutBias(rule).conserves(layers.get(0))).isEqualTo(Conservation.YES);
        }
    }

    @Test
    void gradientsAndTinyStabilizersJump() {
        assertThat(new Rule.Gradient().jumps()).isTrue();
        assertThat(new Rule.Epsilon(Stabilizer.sign(1e-9)).jumps()).isTrue();
        assertThat(new Rule.Epsilon(Stabilizer.DEFAULT).jumps()).isFalse();
        assertThat(new Rule.ZPlus(Stabilizer.sign(0)).jumps()).isFalse();
        assertThat(new Rule.WithoutBias(new Rule.ZPlus(Stabilizer.sign(0))).jumps())
                .isFalse();
    }

    /** The table of the manual: name, formula, defaults, classes. */
    @Test
    void theManualHasEveryRuleWithItsDefaults() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "rules.md"));
        String table = page.substring(page.indexOf("| name | formula |"), page.indexOf("The linear maps behind"));
        List<String[]> rows = table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replace("\\|", "/").split("\\s*\\|\\s*"))
                .toList();
        assertThat(rows)
                .extracting(row -> row[1])
                .containsExactlyInAnyOrderElementsOf(Stream.of(RuleKind.values())
                        .map(kind -> "`" + kind.id() + "`")
                        .toList());
        for (String[] row : rows) {
            RuleKind kind = RuleKind.named(row[1].replace("`", ""));
            assertThat(row[4]).contains("`Rule." + kind.row().type().getSimpleName() + "`");
            for (Map.Entry<String, JsonNode> parameter :
                    RuleJson.write(usual(kind)).properties()) {
                if (parameter.getValue().isNumber()) {
                    assertThat(row[3]).contains(parameter.getKey() + " " + text(parameter.getValue()));
                }
            }
        }
    }

    private static String text(JsonNode number) {
        return number.asText().replace(".0E", "e").replaceFirst("\\.0$", "");
    }
}
