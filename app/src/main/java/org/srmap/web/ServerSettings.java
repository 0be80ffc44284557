package org.srmap.web;

import org.jspecify.annotations.Nullable;

/**
 * Where and how the server answers.
 *
 * @param host address to listen at
 * @param port port to listen at; 0: any that is free
 * @param token what every request must show; null: none, for the loopback device only
 * @param threads threads that one explanation computes with
 * @param limits how much it takes on
 */
public record ServerSettings(
        String host, int port, @Nullable String token, int threads, Limits limits) {
    /** On the loopback device, at any free port, without a token. */
    public static ServerSettings local() {
        return new ServerSettings("127.0.0.1", 0, null, Runtime.getRuntime().availableProcessors(), Limits.defaults());
    }

    /** These settings with a token. */
    public ServerSettings withToken(String secret) {
        return new ServerSettings(host, port, secret, threads, limits);
    }

    /** These settings with other limits. */
    public ServerSettings withLimits(Limits other) {
        return new ServerSettings(host, port, token, threads, other);
    }
}
