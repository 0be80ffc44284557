package org.srmap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.srmap.canonize.Passes;
import org.srmap.graph.Dim;
import org.srmap.graph.Graph;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.image.Preprocessing;
import org.srmap.map.Size;

/** What {@link ModelCheck} says about a model as a whole, each fact for people and for programs. */
final class ModelFacts {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, ModelCheck.Fact> facts = new LinkedHashMap<>();

    Map<String, ModelCheck.Fact> all() {
        return facts;
    }

    void put(String name, String text) {
        put(name, text, MAPPER.getNodeFactory().textNode(text));
    }

    private void put(String name, String text, JsonNode json) {
        facts.put(name, new ModelCheck.Fact(text, json));
    }

    private void put(String name, long number) {
        put(name, Long.toString(number), MAPPER.getNodeFactory().numberNode(number));
    }

    void identity(Model model) {
        put("model", model.name());
        put("sha256", model.sha256());
        put("opset", model.graph().opset());
    }

    void input(Model model) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", model.input().name());
        json.put("type", model.input().type().toString());
        ArrayNode shape = json.putArray("shape");
        for (Dim dim : model.input().shape().dims()) {
            if (dim.isKnown()) {
                shape.add(dim.size());
            } else {
                shape.add(dim.toString());
            }
        }
        json.put("layout", model.layout().toString());
        put("input", model.input() + " (" + model.layout() + ")", json);
    }

    void inputSize(Model model) {
        Size size = model.inputSize();
        put(
                "input size",
                size.height() + " x " + size.width() + ", " + model.channels()
                        + (model.channels() == 1 ? " channel" : " channels"),
                MAPPER.createObjectNode()
                        .put("height", size.height())
                        .put("width", size.width())
                        .put("channels", model.channels()));
    }

    void preprocessing(Preprocessing preprocessing) {
        try {
            put("preprocessing", preprocessing.toJson(), MAPPER.readTree(preprocessing.toJson()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // our own text
        }
    }

    void assumptions(List<String> assumptions) {
        if (!assumptions.isEmpty()) {
            put("assumed", String.join("\n", assumptions), MAPPER.valueToTree(assumptions));
        }
    }

    void classes(Shape logits) {
        if (logits.rank() == 2 && logits.size(1) > 0) {
            put("classes", logits.size(1));
        } else {
            put("classes", "not known", MAPPER.nullNode());
        }
    }

    void weights(Graph graph) {
        long bytes =
                graph.weights().values().stream().mapToLong(Tensor::elements).sum() * 4;
        put(
                "weights",
                String.format(Locale.ROOT, "%.1f MB as float32", bytes / 1e6),
                MAPPER.createObjectNode().put("float32_bytes", bytes));
    }

    void memory(MemoryNeed need) {
        put(
                "memory",
                need.inWords(),
                MAPPER.createObjectNode()
                        .put("bytes", need.total())
                        .put("weights", need.weights())
                        .put("forms_of_weights", need.variants())
                        .put("activations", need.activations()));
    }

    void canonization(Graph model, Passes.Rewritten canonized) {
        int before = model.nodes().size();
        int after = canonized.graph().nodes().size();
        put(
                "nodes",
                before + " in the file, " + after + " after canonization",
                MAPPER.createObjectNode().put("model", before).put("canonical", after));
        ObjectNode passes = MAPPER.createObjectNode();
        canonized
                .steps()
                .forEach(s -> passes.put(s.pass(), passes.path(s.pass()).asInt() + s.changes()));
        String words = passes.properties().stream()
                .map(pass -> pass.getKey() + " (" + pass.getValue() + ")")
                .collect(Collectors.joining(", "));
        put("canonized by", words.isEmpty() ? "nothing to do" : words, passes);
    }

    void proof(double error) {
        put(
                "proof",
                error == 0
                        ? "logits before and after canonization are the same"
                        : String.format(
                                Locale.ROOT, "logits before and after canonization differ by %.1e (relative)", error),
                MAPPER.createObjectNode().put("logits_relative_error", error));
    }
}
