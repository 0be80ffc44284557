package org.srmap.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.file.BoundedFile;
import org.srmap.image.Preprocessing.Channels;
import org.srmap.image.Preprocessing.Exact;
import org.srmap.image.Preprocessing.Resize;
import org.srmap.image.Preprocessing.ShorterSide;
import org.srmap.map.Size;

/** The JSON form of {@link Preprocessing}; strict, because a misspelt key would silently change every result. */
final class PreprocessingJson {
    private static final Set<String> KEYS = Set.of("resize", "crop", "channels", "scale", "mean", "std");
    private static final int MAX_BYTES = 1 << 16;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PreprocessingJson() {}

    static Preprocessing read(Path file) throws IOException {
        try {
            return parse(BoundedFile.readText(file, MAX_BYTES));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static Preprocessing parse(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not valid JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new IllegalArgumentException(
                    "a preprocessing is a JSON object with some of the keys " + sortedKeys());
        }
        for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            String key = names.next();
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("unknown key '" + key + "'; the keys are " + sortedKeys());
            }
        }
        Channels channels = channels(root.get("channels"));
        return new Preprocessing(
                resize(root.get("resize")),
                crop(root.get("crop")),
                channels,
                root.has("scale") ? number("scale", root.get("scale")) : 1 / 255.0,
                numbers("mean", root.get("mean"), channels, 0),
                numbers("std", root.get("std"), channels, 1));
    }

    private static List<String> sortedKeys() {
        return KEYS.stream().sorted().toList();
    }

    private static @Nullable Resize resize(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return node.isArray() ? new Exact(size("resize", node)) : new ShorterSide(whole("resize", node));
    }

    private static @Nullable Size crop(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isArray()) {
            return size("crop", node);
        }
        int side = whole("crop", node);
        return new Size(side, side);
    }

    private static Size size(String key, JsonNode node) {
        if (node.size() != 2) {
            throw new IllegalArgumentException(key + " " + node + ": must be a number or [height, width]");
        }
        return new Size(whole(key, node.get(0)), whole(key, node.get(1)));
    }

    private static int whole(String key, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new IllegalArgumentException(key + " " + node + ": must be a whole number or [height, width]");
        }
        return node.intValue();
    }

    private static double number(String key, JsonNode node) {
        if (!node.isNumber()) {
            throw new IllegalArgumentException(key + " " + node + ": must be a number");
        }
        return node.doubleValue();
    }

    private static List<Double> numbers(String key, @Nullable JsonNode node, Channels channels, double otherwise) {
        if (node == null) {
            return Collections.nCopies(channels.count(), otherwise);
        }
        if (!node.isArray()) {
            throw new IllegalArgumentException(key + " " + node + ": must be a list of numbers");
        }
        List<Double> found = new ArrayList<>();
        node.forEach(item -> found.add(number(key, item)));
        return found;
    }

    private static Channels channels(@Nullable JsonNode node) {
        if (node == null) {
            return Channels.RGB;
        }
        for (Channels channels : Channels.values()) {
            if (channels.name().equals(node.textValue())) {
                return channels;
            }
        }
        throw new IllegalArgumentException("channels " + node + ": must be \"RGB\", \"BGR\" or \"L\"");
    }

    static String write(Preprocessing preprocessing) {
        ObjectNode root = MAPPER.createObjectNode();
        if (preprocessing.resize() instanceof ShorterSide shorter) {
            root.put("resize", shorter.length());
        } else if (preprocessing.resize() instanceof Exact exact) {
            root.set("resize", size(exact.size()));
        }
        Size crop = preprocessing.crop();
        if (crop != null) {
            root.set("crop", size(crop));
        }
        root.put("channels", preprocessing.channels().name());
        root.put("scale", preprocessing.scale());
        ArrayNode mean = root.putArray("mean");
        preprocessing.mean().forEach(mean::add);
        ArrayNode std = root.putArray("std");
        preprocessing.std().forEach(std::add);
        return root.toString();
    }

    private static ArrayNode size(Size size) {
        return MAPPER.createArrayNode().add(size.height()).add(size.width());
    }
}
