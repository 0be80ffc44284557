package org.srmap.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.file.BoundedFile;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.text.Json;
import org.srmap.text.OneLine;

/**
 * What has to be known about a model beside its numbers. Everything but the name may be missing (empty or null).
 *
 * <p>Its JSON form lies in the ONNX file's metadata under {@value #KEY}, or in a file beside the model:
 *
 * <pre>
 * {"name": "alexnet", "title": "AlexNet", "layout": "NCHW",
 *  "preprocessing": {"resize": 256, "crop": 224, "channels": "RGB", "scale": 0.0039, "mean": [...], "std": [...]},
 *  "labels": "imagenet" or [...], "synsets": [...],
 *  "source": "...", "sha256": "...", "terms": "...", "accuracy": "..."}
 * </pre>
 *
 * @param name short name
 * @param title name for people
 * @param labels what the outputs are called
 * @param preprocessing how a photo becomes the input, as the JSON of {@code org.srmap.image}
 * @param layout order of the input's dimensions, NCHW or NHWC
 * @param source where the weights come from
 * @param sha256 64 hex digits of the weight file
 * @param terms under which terms the weights may be used
 * @param accuracy what was measured, with the data set
 */
public record ModelCard(
        String name,
        String title,
        @Nullable Labels labels,
        @Nullable JsonNode preprocessing,
        String layout,
        String source,
        String sha256,
        String terms,
        String accuracy) {

    /** The key in an ONNX file's metadata. */
    public static final String KEY = "srmap.card";

    private static final int LARGEST = 1 << 24;

    /** Checks the layout and the digest. */
    public ModelCard {
        if (!List.of("", "NCHW", "NHWC").contains(layout)) {
            throw new IllegalArgumentException("the input layout \"" + layout + "\" is neither NCHW nor NHWC");
        }
        if (!sha256.matches("|[0-9a-f]{64}")) {
            throw new IllegalArgumentException("\"" + sha256 + "\" is not a SHA-256");
        }
        preprocessing = preprocessing == null ? null : preprocessing.deepCopy();
    }

    /** How a photo becomes the input; a copy, so that the card stays as it is. */
    @Override
    public @Nullable JsonNode preprocessing() {
        return preprocessing == null ? null : preprocessing.deepCopy();
    }

    /** A card that says nothing but the name. */
    public static ModelCard named(String name) {
        return new ModelCard(name, name, null, null, "NCHW", "", "", "", "");
    }

    /** This card with a title. */
    public ModelCard withTitle(String other) {
        return new ModelCard(name, other, labels, preprocessing, layout, source, sha256, terms, accuracy);
    }

    /** This card with labels. */
    public ModelCard withLabels(@Nullable Labels other) {
        return new ModelCard(name, title, other, preprocessing, layout, source, sha256, terms, accuracy);
    }

    /** This card with a preprocessing. */
    public ModelCard withPreprocessing(@Nullable JsonNode other) {
        return new ModelCard(name, title, labels, other, layout, source, sha256, terms, accuracy);
    }

    /** This card with the weights' origin. */
    public ModelCard withSource(String otherSource, String otherSha256) {
        return new ModelCard(name, title, labels, preprocessing, layout, otherSource, otherSha256, terms, accuracy);
    }

    /** This card with terms of use and a measured accuracy. */
    public ModelCard withTerms(String otherTerms, String otherAccuracy) {
        return new ModelCard(name, title, labels, preprocessing, layout, source, sha256, otherTerms, otherAccuracy);
    }

    /** The JSON form; the same card always gives the same text. */
    public String toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("name", name).put("title", title).put("layout", layout);
        if (preprocessing != null) {
            json.set("preprocessing", preprocessing);
        }
        if (labels != null && labels.equals(Labels.imagenet())) {
            json.put("labels", "imagenet");
        } else if (labels != null) {
            labels.names().forEach(json.putArray("labels")::add);
            if (!labels.synsets().isEmpty()) {
                labels.synsets().forEach(json.putArray("synsets")::add);
            }
        }
        json.put("source", source).put("sha256", sha256).put("terms", terms).put("accuracy", accuracy);
        try {
            return Json.MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the JSON form; fields that it does not know are read over.
     *
     * @throws IOException when it is no card; one line without the file's name
     */
    public static ModelCard fromJson(String text) throws IOException {
        if (text.length() > LARGEST) {
            throw new IOException("the model card is larger than " + LARGEST + " characters");
        }
        JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8));
        if (!json.isObject()) {
            throw new IOException("the model card is not a JSON object");
        }
        try {
            JsonNode preprocessing = json.get("preprocessing");
            return new ModelCard(
                    text(json, "name"),
                    text(json, "title"),
                    labels(json),
                    preprocessing == null || preprocessing.isNull() ? null : preprocessing,
                    text(json, "layout"),
                    text(json, "source"),
                    text(json, "sha256"),
                    text(json, "terms"),
                    text(json, "accuracy"));
        } catch (IllegalArgumentException e) {
            throw new IOException("the model card is wrong: " + OneLine.text(String.valueOf(e.getMessage())), e);
        }
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isValueNode() && !value.isNull() ? OneLine.longText(value.asText()) : "";
    }

    private static @Nullable Labels labels(JsonNode json) throws IOException {
        JsonNode labels = json.path("labels");
        if (labels.isArray() && !labels.isEmpty()) {
            JsonNode synsets = json.path("synsets");
            return Labels.of(texts(labels), synsets.isArray() ? texts(synsets) : List.of());
        }
        if (labels.isTextual()) {
            if (!labels.asText().equals("imagenet")) {
                throw new IOException("the model card names the unknown labels \"" + OneLine.text(labels.asText())
                        + "\"; use imagenet or a list");
            }
            return Labels.imagenet();
        }
        return null;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    /**
     * The card in a model's metadata, or null.
     *
     * @throws ModelException when there is one that cannot be read
     */
    public static @Nullable ModelCard of(Graph graph) {
        String text = graph.metadata().get(KEY);
        try {
            return text == null ? null : fromJson(text);
        } catch (IOException e) {
            throw new ModelException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The card in a file beside the model, {@code model.onnx.json} or {@code model.json}; null when there is none.
     *
     * @throws IOException when there is one that cannot be read; one line that names the file
     */
    public static @Nullable ModelCard beside(Path model) throws IOException {
        String file = String.valueOf(model.getFileName());
        int dot = file.lastIndexOf('.');
        for (String name : List.of(file + ".json", (dot > 0 ? file.substring(0, dot) : file) + ".json")) {
            Path card = model.resolveSibling(name);
            ModelCard found = Files.isRegularFile(card) && !card.equals(model) ? read(card) : null;
            if (found != null && found.saysSomething()) {
                return found;
            }
        }
        return null;
    }

    private boolean saysSomething() {
        return !name.isEmpty() || labels != null || preprocessing != null;
    }

    /** Reads a card from a file of its own; the message of a failure names it. */
    public static ModelCard read(Path file) throws IOException {
        String text = new String(BoundedFile.read(file, LARGEST), StandardCharsets.UTF_8);
        try {
            return fromJson(text);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The graph with this card in its metadata. */
    public Graph attachedTo(Graph graph) {
        Map<String, String> metadata = new LinkedHashMap<>(graph.metadata());
        metadata.put(KEY, toJson());
        return graph.withMetadata(metadata);
    }

    /**
     * The labels for a model with so many outputs; null when the card has none.
     *
     * @throws ModelException when their number differs
     */
    public @Nullable Labels labelsFor(int classes) {
        if (labels != null && labels.size() != classes) {
            throw new ModelException(
                    "the model has " + classes + " classes, but " + labels.size() + " labels were given");
        }
        return labels;
    }
}
