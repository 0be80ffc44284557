package org.srmap.canonize;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;

/** Lets a pass work inside the inner graphs of nodes, such as the branches of {@code If}. */
final class Branches {
    private Branches() {}

    /** The node with each of its inner graphs replaced by what the pass makes of it. */
    static Node inside(Node node, UnaryOperator<Graph> pass) {
        Map<String, Attribute> changed = new LinkedHashMap<>(node.attributes());
        changed.replaceAll((name, attribute) -> attribute instanceof Attribute.Branch branch
                ? new Attribute.Branch(pass.apply(branch.graph()))
                : attribute);
        return changed.equals(node.attributes())
                ? node
                : new Node(node.name(), node.domain(), node.op(), node.inputs(), node.outputs(), changed);
    }
}
