package org.srmap.graph;

/**
 * One thing about a model that srmap cannot work with.
 *
 * @param node name of the node, empty when it concerns the whole model
 * @param op its operator, empty when it concerns the whole model
 * @param reason what is wrong, with the offending values
 */
public record Problem(String node, String op, String reason) {
    @Override
    public String toString() {
        if (node.isEmpty() && op.isEmpty()) {
            return reason;
        }
        return (op.isEmpty() ? "" : op + " ") + "\"" + node + "\": " + reason;
    }
}
