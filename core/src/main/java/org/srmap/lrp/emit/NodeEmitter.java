package org.srmap.lrp.emit;

/** Sends relevance through one node, for one family of operators. */
public interface NodeEmitter {

    /**
     * Appends the operators for a node and gives every computed input its relevance.
     *
     * @throws org.srmap.graph.ModelException when the rule or a form of the operator is not supported
     */
    void emit(Step step);
}
