package org.srmap.graph;

/**
 * A named input or output of a graph.
 *
 * @param name its name, unique in the graph
 * @param type element type
 * @param shape shape, possibly with open sizes
 */
public record Value(String name, DataType type, Shape shape) {
    @Override
    public String toString() {
        return name + ": " + type + shape;
    }
}
