package org.srmap.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.InputItem;
import org.srmap.image.Photo;
import org.srmap.image.PictureSizeException;

/** Photos that were sent, as long as there is room, and the examples, always. */
final class Photos {
    private static final List<String> EXAMPLES = List.of("golf-ball", "parachute", "church");
    private static final int MOST_INPUTS = 64;

    private final BoundedCache<String, Stored> sent;
    private final Map<String, Stored> examples = new LinkedHashMap<>();
    private final BoundedCache<String, InputItem> inputs = new BoundedCache<>(MOST_INPUTS, item -> 1);
    private final long maxPixels;

    Photos(long maxBytes, long maxPixels) {
        this.maxPixels = maxPixels;
        sent = new BoundedCache<>(maxBytes, stored -> stored.bytes().length);
        for (String name : EXAMPLES) {
            byte[] bytes = resource("examples/" + name + ".png");
            if (bytes != null) {
                examples.put(name, new Stored(name, name + ".png", bytes, List.of()));
            }
        }
    }

    /**
     * A photo as it was sent.
     *
     * @param id what requests call it
     * @param name what people call it
     * @param bytes the file
     * @param edits what was changed in it afterwards
     */
    record Stored(String id, String name, byte[] bytes, List<Edit> edits) {}

    static byte @Nullable [] resource(String path) {
        try (InputStream in = Photos.class.getResourceAsStream(path)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the examples. */
    List<String> examples() {
        return List.copyOf(examples.keySet());
    }

    Stored add(String name, byte[] bytes, List<Edit> edits) {
        Stored stored = new Stored(Ids.random(), name, bytes, edits);
        sent.put(stored.id(), stored);
        return stored;
    }

    /**
     * A photo that is known.
     *
     * @throws Refusal when it is not, or not any more
     */
    Stored get(String id) {
        Stored stored = examples.containsKey(id) ? examples.get(id) : sent.get(id);
        if (stored == null) {
            throw new Refusal(410, "the server no longer has this photo; send it again");
        }
        return stored;
    }

    /** The pixels, one photo at a time so that large ones do not add up in memory. */
    synchronized Photo decode(Stored stored) {
        try {
            Photo photo = Photo.read(stored.bytes(), stored.name(), maxPixels);
            for (Edit edit : stored.edits()) {
                photo = edit.apply(photo);
            }
            return photo;
        } catch (PictureSizeException e) {
            throw new Refusal(413, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Refusal(415, String.valueOf(e.getMessage()));
        }
    }

    /** A photo as the input of a model, prepared once for several questions about it. */
    InputItem input(Stored stored, org.srmap.Explainer explainer, String model) {
        String key = stored.id() + " " + model;
        InputItem known = inputs.get(key);
        if (known != null) {
            return known;
        }
        long start = System.nanoTime();
        InputItem item =
                InputItem.of(stored.name(), explainer.prepare(decode(stored)), (System.nanoTime() - start) / 1e9);
        inputs.put(key, item);
        return item;
    }

    int count() {
        return sent.count();
    }

    long bytes() {
        return sent.used();
    }
}
