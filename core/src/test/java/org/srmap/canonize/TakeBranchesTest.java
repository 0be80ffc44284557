package org.srmap.canonize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Validator;
import org.srmap.graph.Value;
import org.srmap.onnx.OnnxReader;
import org.srmap.onnx.OnnxWriter;
import org.srmap.testing.Running;

class TakeBranchesTest {

    /** y = If(size of axis 1 == asked) then Squeeze(i) else i, where i = Identity(x) is captured by both branches. */
    private static Graph model(int asked) {
        Graph outer = GraphText.parse("""
                graph g opset 13
                input x float[N,1,4,4]
                weight at int64[1] = 1
                weight asked int64[1] = %d
                i = Identity(x)
                s = Shape(i)
                n = Gather(s, at) {axis=0}
                q = Equal(n, asked)
                output q bool[...]
                """.formatted(asked));
        Value result = new Value("r", DataType.FLOAT, Shape.UNRANKED);
        Graph yes = inner(
                List.of(
                        constant("axis", Tensor.longs(1)),
                        Node.of("t", "Squeeze", List.of("i", "axis"), "r", Map.of())),
                result);
        Graph no = inner(List.of(Node.of("e", "Neg", List.of("i"), "r", Map.of())), result);
        List<Node> nodes = new ArrayList<>(outer.nodes());
        nodes.add(Node.of(
                "choose",
                "If",
                List.of("q"),
                "c",
                Map.of("then_branch", new Attribute.Branch(yes), "else_branch", new Attribute.Branch(no))));
        nodes.add(Node.of("y", "Flatten", List.of("c"), "y", Map.of()));
        return outer.withNodes(nodes, outer.weights())
                .withOutputs(List.of(new Value("y", DataType.FLOAT, Shape.of(-1, 16))));
    }

    private static Node constant(String name, Tensor value) {
        return Node.of(name, "Constant", List.of(), name, Map.of("value", new Attribute.Constant(value)));
    }

    private static Graph inner(List<Node> nodes, Value output) {
        return new Graph("branch", Map.of(), List.of(), List.of(output), nodes, Map.of(), Map.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void takesTheBranchThatTheConditionSelects(int asked) {
        Graph before = model(asked);
        assertThat(Validator.problems(before)).isEmpty();
        Passes.Rewritten after = Passes.run(
                before,
                List.of(
                        new InlineConstants(),
                        new UpgradeOperators(),
                        new FixInput(List.of()),
                        new DropIdentities(),
                        Passes.untilStable(List.of(new FoldConstants(), new TakeBranches()))));
        assertThat(after.graph().nodes())
                .extracting(Node::op)
                .containsExactly(asked == 1 ? "Squeeze" : "Neg", "Flatten");
        assertThat(after.graph().nodes().get(0).input(0)).isEqualTo("x");
        Tensor picture = Running.picture(before, 2, 3);
        assertThat(Running.plainly(after.graph(), picture)).isEqualTo(Running.plainly(before, picture));
    }

    @Test
    void leavesAConditionThatIsComputed() {
        Graph before = model(1);
        Pass.Result result = new TakeBranches().apply(before);
        assertThat(result.changes()).isZero();
        assertThat(result.graph()).hasToString(before.toString());
    }

    @Test
    void leavesAnIfThatGivesAnOutputOfTheModel() {
        Graph model = model(1);
        List<Node> nodes = new ArrayList<>(model.nodes());
        nodes.removeIf(n -> !n.is("If") && !n.name().equals("i"));
        Map<String, Tensor> condition = Map.of("q", Tensor.longs(new long[0], 1));
        Graph before =
                model.withNodes(nodes, condition).withOutputs(List.of(new Value("c", DataType.FLOAT, Shape.UNRANKED)));
        Pass.Result result = new TakeBranches().apply(before);
        assertThat(result.changes()).isZero();
        assertThat(result.graph()).hasToString(before.toString());
    }

    @Test
    void branchesSurviveWritingAndReading() {
        Graph before = model(1);
        Graph after = OnnxReader.read(ByteBuffer.wrap(OnnxWriter.bytes(before)), "written");
        assertThat(after.nodes()).isEqualTo(before.nodes());
        assertThat(OnnxWriter.bytes(after)).isEqualTo(OnnxWriter.bytes(before));
    }

    @Test
    void aBranchThatReadsWhatNothingDefinesIsAProblem() {
        Graph model = model(1);
        List<Node> nodes = new ArrayList<>(model.nodes());
        nodes.remove(0);
        assertThat(Validator.problems(model.withNodes(nodes, model.weights())))
                .anyMatch(p -> p.node().equals("choose") && p.reason().contains("\"i\""));
    }
}
