package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.graph.Validator;
import org.srmap.testing.Difference;
import org.srmap.testing.Running;
import org.srmap.testing.TextModel;

/**
 * One network in the forms that exporters write: each is accepted, its logits are those of its plainest form run by the
 * runtime, its gradient is that form's slope by finite differences, and a batch gives what each picture gives.
 */
class FormsOfModelsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("org.srmap.FormsOfModels#all")
    void isExplainedAsItsPlainForm(String name, String text, String twin) {
        Graph plain = GraphText.parse(twin);
        Model model = TextModel.of(text);
        Model sized = model.input().shape().isStaticFrom(1) ? model : model.withSize(6, 6);
        Tensor pictures = Running.random(new long[] {3, 3, 6, 6}, 5);
        float[] logits = Running.plainly(plain, pictures);
        List<Explanation> three = TextModel.explain(sized, "gradient", pictures, 2);
        for (int i = 0; i < 3; i++) {
            Tensor picture = picture(pictures, i);
            float[] own = Arrays.copyOfRange(logits, 5 * i, 5 * i + 5);
            assertThat(Difference.relative(three.get(i).logits(), own))
                    .as("logits")
                    .isLessThan(1e-4);
            float[] gradient = three.get(i).relevance().values();
            assertThat(Difference.relative(gradient, TextModel.differences(plain, picture, 2)))
                    .as("gradient")
                    .isLessThan(5e-3);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.srmap.FormsOfModels#all")
    void hasTheMapOfItsPlainForm(String name, String text, String twin) {
        Model model = TextModel.of(text);
        Model sized = model.input().shape().isStaticFrom(1) ? model : model.withSize(6, 6);
        Tensor picture = Running.random(new long[] {1, 3, 6, 6}, 6);
        float[] map = TextModel.explain(sized, "epsilon", picture, 1)
                .get(0)
                .relevance()
                .values();
        float[] expected = TextModel.explain(TextModel.of(twin), "epsilon", picture, 1)
                .get(0)
                .relevance()
                .values();
        assertThat(Difference.relative(map, expected)).isLessThan(1e-3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.srmap.FormsOfModels#all")
    void mayHaveItsNodesInAnyOrder(String name, String text, String twin) {
        Graph graph = GraphText.parse(text);
        List<Node> backwards = new ArrayList<>(graph.nodes());
        Collections.reverse(backwards);
        Graph read = TextModel.of(graph.withNodes(backwards, graph.weights())).graph();
        assertThat(read.nodes()).containsExactlyInAnyOrderElementsOf(graph.nodes());
        assertThat(Validator.problems(read)).isEmpty();
    }

    private static Tensor picture(Tensor pictures, int index) {
        float[] all = pictures.toFloats();
        int each = all.length / 3;
        return Tensor.floats(new long[] {1, 3, 6, 6}, Arrays.copyOfRange(all, index * each, (index + 1) * each));
    }
}
