package org.srmap.attribution;

import org.srmap.lrp.RelevanceGraph;

/**
 * A method made ready for one network: pictures and classes in, logits and maps out. Holds native memory until it is
 * closed. May be used by several threads.
 */
public interface Attribution extends AutoCloseable {

    /**
     * Explains.
     *
     * @throws IllegalArgumentException when the question does not fit the network
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    Answer explain(Question question);

    /** The backward pass that it runs; without nodes' rules that matter when it runs none. */
    RelevanceGraph compiled();

    @Override
    void close();
}
