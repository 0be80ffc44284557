package org.srmap.canonize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/**
 * Writes Gelu, Mish, Swish and Softsign as the product of the signal and its gate, x * g(x), which is how exporters of
 * older operator sets write them, and how rules understand them.
 */
public final class ExpandActivations implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Node now = editor.current(node);
            List<Node> gate = node.domain().isEmpty() ? gate(now, editor) : List.of();
            if (!gate.isEmpty()) {
                List<Node> nodes = new ArrayList<>(gate);
                String last = gate.get(gate.size() - 1).output();
                nodes.add(now.as("Mul", List.of(now.input(0), last), Map.of()));
                editor.replace(now, nodes.toArray(Node[]::new));
            }
        }
        return Result.of(editor);
    }

    private static List<Node> gate(Node node, GraphEditor editor) {
        Chain chain = new Chain(editor, node.name());
        String x = node.input(0);
        switch (node.op()) {
            case "Gelu" -> {
                boolean exact = node.text("approximate", "none").equals("none");
                String inner = exact
                        ? chain.add("Erf", chain.scaled(x, Math.sqrt(0.5)))
                        : chain.add("Tanh", chain.scaled(cubic(chain, x), Math.sqrt(2 / Math.PI)));
                chain.scaled(chain.add("Add", inner, chain.constant(1)), 0.5);
            }
            case "Mish" -> chain.add("Tanh", chain.add("Softplus", x));
            case "Swish" -> {
                float alpha = node.real("alpha", 1);
                chain.add("Sigmoid", alpha == 1 ? x : chain.scaled(x, alpha));
            }
            case "Softsign" -> {
                String size = chain.add("Add", chain.add("Abs", x), chain.constant(1));
                chain.add("Reciprocal", size);
            }
            default -> {}
        }
        return chain.nodes;
    }

    /** x + 0.044715 x^3. */
    private static String cubic(Chain chain, String x) {
        String cube = chain.add("Mul", chain.add("Mul", x, x), x);
        return chain.add("Add", x, chain.scaled(cube, 0.044715));
    }

    /** Nodes made one after the other. */
    private static final class Chain {
        final List<Node> nodes = new ArrayList<>();
        private final GraphEditor editor;
        private final String hint;

        Chain(GraphEditor editor, String hint) {
            this.editor = editor;
            this.hint = hint;
        }

        String constant(double value) {
            return editor.addWeight(hint + ".constant", Tensor.scalar((float) value));
        }

        String scaled(String value, double factor) {
            return add("Mul", value, constant(factor));
        }

        String add(String op, String... inputs) {
            String name = editor.fresh(hint + "." + op);
            nodes.add(Node.of(name, op, List.of(inputs), name, Map.of()));
            return name;
        }
    }
}
