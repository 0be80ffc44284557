package org.srmap.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.srmap.graph.Node;

/**
 * Brings the nodes of a file into an order in which they can be computed. ONNX asks for such an order, but runtimes take
 * any, and some converters append nodes at the end.
 */
final class NodeOrder {
    private NodeOrder() {}

    /**
     * Sorts nodes so that each comes after the ones whose values it reads, and otherwise as they were. Nodes that wait for
     * each other, in a circle, stay behind the others.
     */
    static void sort(List<Node> nodes) {
        if (isSorted(nodes)) {
            return;
        }
        Map<String, List<Integer>> readers = new HashMap<>();
        Map<String, Integer> producers = producers(nodes);
        int[] waiting = new int[nodes.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String value : Set.copyOf(nodes.get(i).reads())) {
                if (producers.containsKey(value)) {
                    readers.computeIfAbsent(value, k -> new ArrayList<>()).add(i);
                    waiting[i]++;
                }
            }
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        List<Node> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            for (String output : Set.copyOf(nodes.get(next).outputs())) {
                if (producers.getOrDefault(output, -1) != next) {
                    continue; // defined twice: the first one counts
                }
                for (int reader : readers.getOrDefault(output, List.of())) {
                    if (--waiting[reader] == 0) {
                        ready.add(reader);
                    }
                }
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (waiting[i] > 0) {
                sorted.add(nodes.get(i));
            }
        }
        nodes.clear();
        nodes.addAll(sorted);
    }

    private static Map<String, Integer> producers(List<Node> nodes) {
        Map<String, Integer> producers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                if (!output.isEmpty()) {
                    producers.putIfAbsent(output, i);
                }
            }
        }
        return producers;
    }

    private static boolean isSorted(List<Node> nodes) {
        Set<String> ahead = new HashSet<>(producers(nodes).keySet());
        for (Node node : nodes) {
            if (node.reads().stream().anyMatch(ahead::contains)) {
                return false;
            }
            ahead.removeAll(node.outputs());
        }
        return true;
    }
}
