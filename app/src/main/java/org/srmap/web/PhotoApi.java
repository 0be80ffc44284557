package org.srmap.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;

/** Photos: the examples, those that were sent, and copies with a region changed. */
final class PhotoApi {
    private final Photos photos;
    private final WorkQueue queue;
    private final Upload upload;

    PhotoApi(Rooms rooms) {
        photos = rooms.photos();
        queue = rooms.queue();
        upload = rooms.upload();
    }

    /** {@code GET /api/photos/ID}: upright, at most 2048 pixels long, never the bytes that were sent. */
    void show(Context context) {
        Photos.Stored stored = photos.get(context.pathParam("id"));
        byte[] bytes = queue.run(() -> Pictures.shown(photos.decode(stored)), Client.gone(context));
        context.contentType(bytes[0] == (byte) 0x89 ? "image/png" : "image/jpeg");
        context.header("Cache-Control", "private, max-age=3600");
        context.result(bytes);
    }

    /** {@code POST /api/photos/ID/edits}: the photo with regions changed, as a photo of its own. */
    void edit(Context context) {
        Photos.Stored stored = photos.get(context.pathParam("id"));
        List<Edit> edits = Edit.read(Json.read(upload.bytes(context), "the body"));
        Photos.Stored changed = photos.add(stored.name(), stored.bytes(), edits);
        ObjectNode json = Json.object();
        json.put("photo", changed.id());
        json.put("of", stored.id());
        json.put("edits", edits.size());
        context.status(201);
        Json.answer(context, json);
    }
}
