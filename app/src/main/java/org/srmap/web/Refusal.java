package org.srmap.web;

import io.javalin.http.Context;
import java.util.Map;

/** A request that is not answered, with what its sender can do about it; becomes {@code application/problem+json}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Token needed"),
            Map.entry(403, "Not allowed"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(408, "Too slow"),
            Map.entry(410, "Gone"),
            Map.entry(413, "Too large"),
            Map.entry(415, "Not a picture"),
            Map.entry(421, "Wrong host"),
            Map.entry(422, "Cannot be explained"),
            Map.entry(499, "Cancelled"),
            Map.entry(500, "Internal error"),
            Map.entry(503, "Busy"),
            Map.entry(504, "Took too long"));

    private final int status;

    Refusal(int status, String detail) {
        super(detail);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Answers the request. */
    void answer(Context context) {
        if (status == 503) {
            context.header("Retry-After", "2");
        }
        if (status == 408 || status == 413) {
            context.header("Connection", "close"); // what is left of the request is not read
        }
        context.status(status);
        var problem = Json.object();
        problem.put("type", "about:blank");
        problem.put("title", TITLES.getOrDefault(status, "Refused"));
        problem.put("status", status);
        problem.put("detail", getMessage());
        context.contentType("application/problem+json");
        context.result(Json.bytes(problem));
    }
}
