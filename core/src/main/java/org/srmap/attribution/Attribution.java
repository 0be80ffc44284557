package org.srmap.attribution;

import java.util.List;
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

    /** The rule of every layer in the backward pass that it runs, in the order of the model; empty when it runs none. */
    List<RelevanceGraph.Assigned> layers();

    /** Names of the nodes in the ledger, in the order of its rows; empty without one. */
    List<String> ledgerNodes();

    @Override
    void close();
}
