package org.srmap.runtime;

/**
 * How a session computes.
 *
 * @param threads number of threads that one run uses, at least 1
 * @param optimized whether the runtime may rewrite the graph (it computes the same, in another order); off for
 *     comparing a graph with itself
 * @param device where it computes
 */
public record SessionSettings(int threads, boolean optimized, Device device) {

    /** Where a session computes. */
    public enum Device {
        CPU,
        /** The first NVIDIA GPU; needs ONNX Runtime's GPU artifact on the class path. */
        CUDA
    }

    public SessionSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + "; at least 1 is needed");
        }
    }

    /** Optimised, on the CPU, with the number of threads given. */
    public static SessionSettings threads(int threads) {
        return new SessionSettings(threads, true, Device.CPU);
    }
}
