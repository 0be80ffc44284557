package org.srmap.web;

import java.time.Duration;

/**
 * How much one server takes on.
 *
 * @param uploadBytes the most bytes of one request's body
 * @param pixels the most pixels of one photo, checked in its header
 * @param time the most that one request may wait and compute
 * @param queue requests that may wait for a worker; more are told to come again
 * @param workers requests that compute at the same time
 * @param cacheBytes memory for photos, and again for results
 * @param explainers models with their rules that are kept ready at the same time
 */
public record Limits(
        long uploadBytes, long pixels, Duration time, int queue, int workers, long cacheBytes, int explainers) {

    /** Limits that suit a workstation: 32 MB and 50 megapixels a photo, a minute a request. */
    public static Limits defaults() {
        long cache = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);
        return new Limits(32L << 20, 50_000_000, Duration.ofSeconds(60), 16, 2, cache, 8);
    }

    /** These limits with another limit of bytes. */
    public Limits withUploadBytes(long bytes) {
        return new Limits(bytes, pixels, time, queue, workers, cacheBytes, explainers);
    }

    /** These limits with another limit of pixels. */
    public Limits withPixels(long most) {
        return new Limits(uploadBytes, most, time, queue, workers, cacheBytes, explainers);
    }

    /** These limits with another limit of time. */
    public Limits withTime(Duration most) {
        return new Limits(uploadBytes, pixels, most, queue, workers, cacheBytes, explainers);
    }

    /** These limits with another length of the queue. */
    public Limits withQueue(int most) {
        return new Limits(uploadBytes, pixels, time, most, workers, cacheBytes, explainers);
    }
}
