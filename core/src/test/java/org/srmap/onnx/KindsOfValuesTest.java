package org.srmap.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Value;

/** Files with values that are no tensors of numbers, and with nodes in any order: read as what they are. */
class KindsOfValuesTest {

    /** A file with one Identity node and the output's type given. */
    private static byte[] file(WireWriter outputType, WireWriter... initializers) {
        WireWriter node = new WireWriter();
        node.text(1, "x");
        node.text(2, "y");
        node.text(4, "Identity");
        WireWriter graph = new WireWriter();
        graph.message(1, node);
        for (WireWriter initializer : initializers) {
            graph.message(5, initializer);
        }
        graph.message(11, value("x", tensorOf(1)));
        graph.message(12, value("y", outputType));
        WireWriter opset = new WireWriter();
        opset.integer(2, 17);
        WireWriter model = new WireWriter();
        model.message(7, graph);
        model.message(8, opset);
        return model.toByteArray();
    }

    private static WireWriter value(String name, WireWriter type) {
        WireWriter value = new WireWriter();
        value.text(1, name);
        value.message(2, type);
        return value;
    }

    private static WireWriter tensorOf(int element) {
        WireWriter tensor = new WireWriter();
        tensor.integer(1, element);
        return wrapped(1, tensor);
    }

    private static WireWriter wrapped(int field, WireWriter inner) {
        WireWriter type = new WireWriter();
        type.message(field, inner);
        return type;
    }

    private static Graph read(byte[] bytes) {
        return OnnxReader.read(ByteBuffer.wrap(bytes), "test.onnx");
    }

    private static DataType outputType(WireWriter type) {
        return read(file(type)).outputs().get(0).type();
    }

    @Test
    void anOutputMayBeAnything() {
        WireWriter map = new WireWriter();
        map.integer(1, 7);
        map.message(2, tensorOf(1));
        assertThat(outputType(wrapped(5, map))).isEqualTo(DataType.MAP);
        assertThat(outputType(wrapped(4, wrapped(1, wrapped(5, map))))).isEqualTo(DataType.SEQUENCE);
        assertThat(outputType(wrapped(9, wrapped(1, tensorOf(1))))).isEqualTo(DataType.OPTIONAL);
        assertThat(outputType(wrapped(8, new WireWriter()))).isEqualTo(DataType.OTHER);
        assertThat(outputType(new WireWriter())).isEqualTo(DataType.OTHER);
    }

    @ParameterizedTest
    @CsvSource({"1, FLOAT", "8, STRING", "10, FLOAT16", "14, OTHER", "17, OTHER", "21, OTHER", "99, OTHER"})
    void anElementMayBeAnything(int code, DataType type) {
        assertThat(outputType(tensorOf(code))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 14, 17, 22})
    void aConstantMayBeAnything(int code) {
        WireWriter text = new WireWriter();
        text.integer(1, 2);
        text.integer(2, code);
        text.text(8, "names");
        text.text(6, "cat");
        text.text(6, "dog");
        Graph graph = read(file(tensorOf(1), text));
        assertThat(graph.weights().get("names").type()).isEqualTo(DataType.ofOnnx(code));
        assertThat(graph.weights().get("names").shape()).containsExactly(2);
        assertThatThrownBy(() -> OnnxWriter.bytes(graph))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the constant \"names\" of type");
    }

    @Test
    void nodesAreBroughtIntoOrder() {
        Graph graph = GraphText.parse("""
                graph g opset 17
                input x float[N,3]
                a = Relu(x)
                b = Neg(a)
                c = Add(a, b)
                d = Mul(c, b)
                output d float[N,3]
                """);
        List<Node> nodes = new ArrayList<>(graph.nodes());
        Collections.reverse(nodes);
        Graph read = read(OnnxWriter.bytes(graph.withNodes(nodes, graph.weights())));
        assertThat(read.nodes()).isEqualTo(graph.nodes());
        Graph kept = read(OnnxWriter.bytes(graph));
        assertThat(kept.nodes()).isEqualTo(graph.nodes());
    }

    @Test
    void nodesInsideABranchAreBroughtIntoOrder() {
        Graph branch = GraphText.parse("graph b opset 17\nq = Neg(p)\np = Relu(a)\noutput q float[N,3]");
        Graph outer =
                GraphText.parse("graph g opset 17\ninput x float[N,3]\nweight t int64[] = 1\nd = If(t)\na = Abs(x)\n"
                        + "output d float[N,3]");
        List<Node> nodes = new ArrayList<>(outer.nodes());
        nodes.set(0, nodes.get(0).with("then_branch", new Attribute.Branch(branch)));
        Graph read = read(OnnxWriter.bytes(outer.withNodes(nodes, outer.weights())));
        assertThat(read.nodes()).extracting(Node::name).containsExactly("a", "d");
        assertThat(read.nodes().get(1).attributes().get("then_branch"))
                .isInstanceOfSatisfying(
                        Attribute.Branch.class,
                        b -> assertThat(b.graph().nodes())
                                .extracting(Node::name)
                                .containsExactly("p", "q"));
    }

    @Test
    void aCircleIsRefused() {
        Graph graph =
                GraphText.parse("graph g opset 17\ninput x float[N,3]\na = Add(x, b)\nb = Neg(a)\noutput b float[N,3]");
        assertThatThrownBy(() -> read(OnnxWriter.bytes(graph)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("reads \"b\", which nothing before it defines");
    }

    @Test
    void manyNodesBackwardsAreSortedInTime() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 100_000; i > 0; i--) {
            nodes.add(Node.of("v" + i, "Relu", List.of("v" + (i - 1)), "v" + i, Map.of()));
        }
        NodeOrder.sort(nodes);
        assertThat(nodes.get(0).name()).isEqualTo("v1");
        assertThat(nodes.get(99_999).name()).isEqualTo("v100000");
    }

    @Test
    void aValueWithoutATypeIsAFloat() {
        Value value = read(OnnxWriter.bytes(
                        GraphText.parse("graph g opset 17\ninput x float[N,3]\nt = ArgMax(x)\noutput t map[...]")))
                .outputs()
                .get(0);
        assertThat(value.type()).isEqualTo(DataType.FLOAT);
        assertThat(value.shape().isRanked()).isFalse();
    }
}
