package org.srmap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.draw.ColorMap;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.model.Labels;
import org.srmap.operator.LayerKind;
import org.srmap.rule.Initial;
import org.srmap.rule.Layer;
import org.srmap.rule.RuleJson;

/**
 * What an explainer file says about itself: JSON in the ONNX metadata under {@value #KEY}, described in
 * {@code docs/export.md}.
 *
 * @param srmap version of srmap that wrote it
 * @param model name of the source model
 * @param sha256 digest of the source model's file
 * @param preset name of the composite
 * @param rules rule of every layer of the canonical model
 * @param initial what relevance starts from
 * @param precision arithmetic of the forward pass, not {@code AUTO}
 * @param canonization what was done to the model before it was compiled
 * @param canonizationError relative difference of the logits that this made; NaN when not checked
 * @param form what the file takes as its picture
 * @param preprocessing how a photo becomes the tensor
 * @param preprocessingAssumed whether that had to be assumed
 * @param labels names of the classes; null when the model had none
 * @param outputs what every output is, by its name
 * @param halfWeights whether weights are stored as float16
 */
public record ExplainerInfo(
        String srmap,
        String model,
        String sha256,
        String preset,
        List<RelevanceGraph.Assigned> rules,
        Initial initial,
        Precision precision,
        List<String> canonization,
        double canonizationError,
        InputForm form,
        Preprocessing preprocessing,
        boolean preprocessingAssumed,
        @Nullable Labels labels,
        Map<String, String> outputs,
        boolean halfWeights) {

    /** The key in an ONNX file's metadata. */
    public static final String KEY = "srmap.explainer";

    private static final int FORMAT = 1;
    private static final int LARGEST = 1 << 25;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Copies the lists. */
    public ExplainerInfo {
        rules = List.copyOf(rules);
        canonization = List.copyOf(canonization);
        outputs = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(outputs));
    }

    /** Whether the graph is an explainer. */
    public static boolean isIn(Graph graph) {
        return graph.metadata().containsKey(KEY);
    }

    /**
     * What the graph says about itself; null when it is no explainer.
     *
     * @throws ModelException when it says something wrong
     */
    public static @Nullable ExplainerInfo of(Graph graph) {
        String text = graph.metadata().get(KEY);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() > LARGEST) {
                throw new IllegalArgumentException("more than " + LARGEST + " characters");
            }
            return read(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new ModelException("the metadata \"" + KEY + "\" are no JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new ModelException("the metadata \"" + KEY + "\" are wrong: " + e.getMessage());
        }
    }

    private static ExplainerInfo read(JsonNode json) {
        if (json.path("format").asInt() != FORMAT) {
            throw new IllegalArgumentException("format " + json.path("format") + "; this srmap knows " + FORMAT);
        }
        List<RelevanceGraph.Assigned> rules = new ArrayList<>();
        json.path("rules").forEach(rule -> rules.add(rule(rule)));
        JsonNode error = json.path("canonization").path("logits_relative_error");
        JsonNode input = json.path("input");
        List<String> labels = texts(json.path("labels"));
        Map<String, String> outputs = new java.util.LinkedHashMap<>();
        json.path("outputs").properties().forEach(e -> outputs.put(e.getKey(), text(e.getValue())));
        return new ExplainerInfo(
                text(json.path("srmap")),
                text(json.path("model").path("name")),
                text(json.path("model").path("sha256")),
                text(json.path("preset")),
                rules,
                oneOf(Initial.values(), Initial::id, text(json.path("initial")), "initial"),
                text(json.path("precision")).equals(Precision.FLOAT64.id()) ? Precision.FLOAT64 : Precision.FLOAT32,
                texts(json.path("canonization").path("passes")),
                error.isNumber() ? error.asDouble() : Double.NaN,
                InputForm.named(text(input.path("form"))),
                Preprocessing.fromJson(input.path("preprocessing").toString()),
                input.path("preprocessing_assumed").asBoolean(),
                labels.isEmpty() ? null : Labels.of(labels, texts(json.path("synsets"))),
                outputs,
                text(json.path("weights")).equals("float16"));
    }

    private static RelevanceGraph.Assigned rule(JsonNode json) {
        String name = text(json.path("node"));
        Node node = Node.of(name, text(json.path("op")), List.of(), name, Map.of());
        LayerKind kind = oneOf(LayerKind.values(), LayerKind::id, text(json.path("kind")), "kind");
        return new RelevanceGraph.Assigned(new Layer(node, kind), RuleJson.read(json));
    }

    private static <E> E oneOf(E[] values, java.util.function.Function<E, String> id, String text, String what) {
        return Arrays.stream(values)
                .filter(v -> id.apply(v).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown " + what + " \"" + text + "\""));
    }

    /** One line without control characters: it may end up in a terminal. */
    private static String text(JsonNode json) {
        String text = json.asText("");
        return text.substring(0, Math.min(text.length(), 1000)).replaceAll("\\p{Cntrl}", " ");
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(text(item)));
        return texts;
    }

    /**
     * The JSON form; the same explainer always gives the same text.
     *
     * @param graph the graph that it describes
     */
    String toJson(Graph graph) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("format", FORMAT).put("srmap", srmap);
        json.putObject("model").put("name", model).put("sha256", sha256);
        json.put("preset", preset).put("initial", initial.id()).put("precision", precision.id());
        json.set("input", input(graph));
        ObjectNode target = json.putObject("target");
        target.put("name", ExplainerFile.TARGET).put("type", "int64").put("top1", -1);
        ObjectNode given = json.putObject("outputs");
        outputs.forEach(given::put);
        json.set("drawing", drawing());
        json.put("weights", halfWeights ? "float16" : "float32");
        if (labels != null) {
            labels.names().forEach(json.putArray("labels")::add);
            if (!labels.synsets().isEmpty()) {
                labels.synsets().forEach(json.putArray("synsets")::add);
            }
        }
        ObjectNode canonized = json.putObject("canonization");
        canonization.forEach(canonized.putArray("passes")::add);
        if (!Double.isNaN(canonizationError)) {
            canonized.put("logits_relative_error", canonizationError);
        }
        ArrayNode list = json.putArray("rules");
        for (RelevanceGraph.Assigned assigned : rules) {
            ObjectNode rule = list.addObject();
            rule.put("node", assigned.layer().node().name());
            rule.put("op", assigned.layer().node().op());
            rule.put("kind", assigned.layer().kind().id());
            rule.setAll(RuleJson.write(assigned.rule()));
        }
        return json.toString();
    }

    private ObjectNode input(Graph graph) {
        ObjectNode input = MAPPER.createObjectNode();
        input.put("name", ExplainerFile.INPUT).put("form", form.id());
        input.put("type", form == InputForm.RGB8 ? "uint8" : "float32");
        ArrayNode shape = input.putArray("shape");
        for (long size : graph.inputs().get(0).shape().sizes()) {
            if (size < 0) {
                shape.add("N");
            } else {
                shape.add(size);
            }
        }
        try {
            input.set("preprocessing", MAPPER.readTree(preprocessing.toJson()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // our own text
        }
        input.put("preprocessing_assumed", preprocessingAssumed);
        return input;
    }

    private static ObjectNode drawing() {
        ObjectNode drawing = MAPPER.createObjectNode();
        drawing.put(
                "map",
                "heat, or the sum of relevance over the channels divided by the largest size of a value;"
                        + " positive: speaks for the target, negative: against it");
        drawing.putArray("range").add(-1).add(1);
        ArrayNode colours = drawing.putArray("colours");
        for (double value : new double[] {-1, 0, 1}) {
            colours.add(String.format(java.util.Locale.ROOT, "#%06x", ColorMap.BWR.rgb(value)));
        }
        return drawing;
    }
}
