package org.srmap.canonize;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;

/** Finds the scores that labels, maps of probabilities and the like were made from. */
final class Scores {
    private final Graph graph;
    private final Map<String, Node> producers;

    Scores(Graph graph) {
        this.graph = graph;
        producers = graph.producers();
    }

    /** Name of the value that holds the scores; null when the value is not made by choosing among scores. */
    @Nullable
    String behind(String value) {
        String current = value;
        boolean found = false;
        for (Node node = producers.get(current); node != null; node = producers.get(current)) {
            String next = step(node);
            boolean chooses = isChoice(node);
            if (next.isEmpty() || !chooses && !leadsToChoice(current)) {
                break;
            }
            found |= chooses;
            current = next;
        }
        return found ? current : null;
    }

    /** Whether going back from a value, through what only renames or shapes, a choice is met. */
    private boolean leadsToChoice(String value) {
        Node node = producers.get(value);
        while (node != null) {
            if (isChoice(node)) {
                return true;
            }
            String next = step(node);
            node = next.isEmpty() ? null : producers.get(next);
        }
        return false;
    }

    private boolean isChoice(Node node) {
        return switch (node.op()) {
            case "ArgMax", "ArgMin", "TopK", "Hardmax" -> node.domain().isEmpty();
            case "ZipMap" -> node.domain().equals("ai.onnx.ml");
            case "Greater", "GreaterOrEqual" -> node.domain().isEmpty() && graph.weight(node.input(1)) != null;
            default -> false;
        };
    }

    /** The input that a node makes labels from; empty when it is not known to do that. */
    private String step(Node node) {
        if (isChoice(node)) {
            return node.input(0);
        }
        return switch (node.op()) {
            case "Cast",
                    "Identity",
                    "Squeeze",
                    "Unsqueeze",
                    "Reshape",
                    "Flatten",
                    "LabelEncoder",
                    "CategoryMapper",
                    "SequenceConstruct",
                    "SequenceAt",
                    "Optional" -> node.input(0);
            case "Gather", "ArrayFeatureExtractor" -> node.input(1);
            default -> "";
        };
    }
}
