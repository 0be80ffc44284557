package org.srmap.graph;

import java.util.ArrayList;
import java.util.List;

/** Nodes that are written first and put into a graph together. */
public final class Draft extends NodeWriter {
    private final List<Node> nodes = new ArrayList<>();

    /** An empty draft; see {@link NodeWriter#NodeWriter}. */
    public Draft(GraphEditor editor, String prefix) {
        super(editor, prefix);
    }

    @Override
    public void put(Node node) {
        nodes.add(node);
    }

    /** The last node writes {@code output} instead of a new name. */
    public void endAs(String output) {
        int last = nodes.size() - 1;
        nodes.set(last, nodes.get(last).withOutputs(List.of(output)));
    }

    /** The nodes so far, in their order. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** Puts the nodes where {@code old} is. */
    public void replace(Node old) {
        editor().replace(old, nodes.toArray(Node[]::new));
    }

    /** Puts the nodes before {@code place}. */
    public void insertBefore(Node place) {
        nodes.forEach(node -> editor().insertBefore(place, node));
    }

    /** Puts the nodes at the end of the graph. */
    public void append() {
        nodes.forEach(editor()::append);
    }
}
