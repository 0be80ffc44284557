package org.srmap.attribution;

import java.util.List;
import org.srmap.lrp.Request;

/** A method that computes its maps from many runs of the network, forward or with gradients. */
interface Baseline extends Method {
    /** How many pictures go through the network at a time. */
    int batch();

    /** What it needs of the network. */
    Probe probe(Network network, int batch);

    /** How its maps are computed. */
    Mapper mapper(Network network, Request request);

    /** Channels of its maps. */
    int channels(Network network);

    @Override
    default Attribution open(Network network, Request request) {
        return new BaselineAttribution(this, network, request);
    }

    /** Computes maps. */
    interface Mapper {
        /** A map for every case, in order. */
        List<Mapped> maps(Probe probe, List<Case> cases);
    }

    /**
     * A map.
     *
     * @param values channels x height x width
     * @param initial what the sum should be; NaN when the method distributes nothing
     */
    record Mapped(float[] values, double initial) {}
}
