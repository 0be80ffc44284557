package org.srmap.web;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that are no proper HTTP with the same form as all other errors, and nothing about the server. */
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var problem = Json.object();
        problem.put("type", "about:blank");
        problem.put("title", "Bad request");
        problem.put("status", response.getStatus());
        problem.put("detail", "the request is not valid HTTP, or too long; see /api/openapi.json");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        Content.Sink.write(response, true, new String(Json.bytes(problem), StandardCharsets.UTF_8), callback);
        return true;
    }
}
