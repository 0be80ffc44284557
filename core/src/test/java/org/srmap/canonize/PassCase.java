package org.srmap.canonize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;

/**
 * A case of a pass, from its file beside this class: after a heading {@code ## TITLE} the graph; after {@code =>} what it
 * becomes, its nodes and, where they are written, its inputs and outputs. Without {@code =>} the graph stays as it is.
 * Where a graph does not say otherwise it is of operator set 17, reads x of N x 3 x 8 x 8 and gives y. With the line
 * {@code after UpgradeOperators}, the pass sees the graph behind that pass.
 *
 * @param title what is special about it
 * @param upgraded whether {@link UpgradeOperators} comes first
 * @param graph the graph as it is written
 * @param after the lines that it becomes; empty when it stays
 */
record PassCase(String title, boolean upgraded, Graph graph, List<String> after) {
    private static final String UPGRADED = "after UpgradeOperators";

    /** The cases of a pass. */
    static List<PassCase> of(String pass) {
        try (InputStream in = PassCase.class.getResourceAsStream("passes/" + pass + ".txt")) {
            if (in == null) {
                return List.of();
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<PassCase> cases = new ArrayList<>();
            for (String part : text.split("(?m)^## ")) {
                if (!part.isBlank()) {
                    cases.add(parse(part));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PassCase parse(String part) {
        int end = part.indexOf('\n');
        String[] halves = part.substring(end).split("=>", 2);
        String body = halves[0].replace(UPGRADED, "");
        List<String> after = halves.length == 1
                ? List.of()
                : halves[1].lines().filter(line -> !line.isBlank()).toList();
        return new PassCase(part.substring(0, end), halves[0].contains(UPGRADED), graph(body), after);
    }

    private static Graph graph(String body) {
        String text = body.contains("graph ") ? "" : "graph g opset 17\n";
        text += body.contains("input ") ? body : "input x float[N,3,8,8]\n" + body;
        text += body.contains("output ") ? "" : "\noutput y float[...]";
        Graph graph = GraphText.parse(text);
        Map<String, Long> opsets = new LinkedHashMap<>(graph.opsets());
        graph.nodes().forEach(node -> opsets.putIfAbsent(node.domain(), 1L));
        return new Graph(
                graph.name(),
                opsets,
                graph.inputs(),
                graph.outputs(),
                graph.nodes(),
                graph.weights(),
                graph.metadata());
    }

    boolean stays() {
        return after.isEmpty();
    }

    @Override
    public String toString() {
        return title;
    }
}
