package org.srmap.model.network;

/**
 * What flows between two layers while a graph is built.
 *
 * @param value its name in the graph
 * @param channels number of channels, or of features after flattening
 * @param height rows, -1 when open
 * @param width columns, -1 when open
 */
record Flow(String value, int channels, long height, long width) {
    /** The same sizes under another name. */
    Flow named(String other) {
        return new Flow(other, channels, height, width);
    }
}
