package org.srmap.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.srmap.text.Digest;

/** The page and its parts, out of the application itself. */
final class Page {
    private static final Pattern NAME = Pattern.compile("([a-z]+/)?[a-z][a-z0-9-]{0,40}\\.(js|css|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    private record Asset(byte[] bytes, String tag) {}

    void index(Context context) {
        answer(context, "index.html");
    }

    void asset(Context context) {
        String name = context.pathParam("name");
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(404, "there is no such file");
        }
        answer(context, name);
    }

    private void answer(Context context, String name) {
        Asset asset = assets.computeIfAbsent(name, Page::load);
        context.header("Cache-Control", "no-cache");
        context.header("ETag", asset.tag());
        if (asset.tag().equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        context.contentType(String.valueOf(TYPES.get(name.substring(name.lastIndexOf('.') + 1))));
        context.result(asset.bytes());
    }

    private static Asset load(String name) {
        byte[] bytes = name.equals("base.css")
                ? org.srmap.page.Page.base().getBytes(StandardCharsets.UTF_8)
                : Photos.resource("page/" + name);
        if (bytes == null) {
            throw new Refusal(404, "there is no such file");
        }
        return new Asset(bytes, '"' + Digest.sha256(bytes) + '"');
    }
}
