package org.srmap.web;

/** What the APIs share. */
record Rooms(
        Models models,
        Explainers explainers,
        Photos photos,
        Results results,
        WorkQueue queue,
        Upload upload,
        Metrics metrics,
        Limits limits)
        implements AutoCloseable {
    @Override
    public void close() {
        queue.close();
        explainers.close();
    }
}
