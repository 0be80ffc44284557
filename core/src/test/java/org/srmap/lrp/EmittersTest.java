package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.operator.LayerKind;
import org.srmap.operator.Operator;

class EmittersTest {

    @ParameterizedTest
    @EnumSource
    void anOperatorThatCompositesKnowHasAnEmitter(Operator operator) {
        for (int computed = 1; computed <= 2; computed++) {
            LayerKind kind = operator.kind(computed);
            if (kind != LayerKind.OTHER) {
                assertThat(Emitters.of(operator, kind))
                        .as(operator + " as " + kind.id())
                        .isNotNull();
            }
        }
    }

    @Test
    void theManualSaysWhichEmitterServesWhichOperator() throws IOException {
        Set<String> served = new TreeSet<>();
        for (Operator operator : Operator.values()) {
            for (int computed = 1; computed <= 2; computed++) {
                LayerKind kind = operator.kind(computed);
                NodeEmitter emitter = Emitters.of(operator, kind);
                if (emitter != null) {
                    served.add(line(operator, kind.id(), emitter.getClass().getSimpleName()));
                }
            }
        }
        assertThat(documented()).containsExactlyElementsOf(served);
    }

    private static Set<String> documented() throws IOException {
        String manual = Files.readString(Path.of("../docs/rules.md"));
        String section = manual.substring(manual.indexOf("### Operators"));
        List<String> rows = section.lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
        Set<String> documented = new TreeSet<>();
        for (String row : rows) {
            String[] cells = row.split(" *\\| *");
            List<String> words = Arrays.asList(cells[1].split("[ ,;]+"));
            for (Operator operator : Operator.values()) {
                if (words.contains(operator.name())) {
                    documented.add(line(operator, cells[2].replace("`", ""), cells[3].replace("`", "")));
                }
            }
        }
        return documented;
    }

    private static String line(Operator operator, String kind, String emitter) {
        return operator + " as " + kind + ": " + emitter;
    }
}
