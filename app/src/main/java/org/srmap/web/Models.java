package org.srmap.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.ExplainerInfo;
import org.srmap.Model;
import org.srmap.attribution.Methods;
import org.srmap.map.Size;
import org.srmap.model.Labels;
import org.srmap.rule.Presets;

/** The models that the server was started with; requests call them by name. */
final class Models {
    private final Map<String, Model> byName = new LinkedHashMap<>();

    Models(List<Model> given) {
        for (Model model : given) {
            String name = model.name();
            for (int i = 2; byName.containsKey(name); i++) {
                name = model.name() + "-" + i;
            }
            byName.put(name, model.withName(name));
        }
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("no model to serve");
        }
    }

    /**
     * A model by name; the first one without.
     *
     * @throws Refusal when there is none of that name
     */
    Model named(@Nullable String name) {
        Model model = name == null ? byName.values().iterator().next() : byName.get(name);
        if (model == null) {
            throw new Refusal(404, "there is no model of that name; choose from " + String.join(", ", byName.keySet()));
        }
        return model;
    }

    List<Model> all() {
        return List.copyOf(byName.values());
    }

    /** What a client may choose from. */
    ObjectNode json(List<String> examples, boolean study) {
        ObjectNode json = Json.object();
        ArrayNode models = json.putArray("models");
        byName.values().forEach(model -> models.add(json(model)));
        ArrayNode presets = json.putArray("presets");
        Presets.names().forEach(presets::add);
        ArrayNode baselines = json.putArray("baselines");
        Methods.baselineNames().forEach(baselines::add);
        json.put("default_preset", Presets.DEFAULT);
        ArrayNode photos = json.putArray("examples");
        examples.forEach(photos::add);
        json.put("study", study);
        return json;
    }

    private static ObjectNode json(Model model) {
        ObjectNode json = Json.object();
        json.put("name", model.name());
        json.put("sha256", model.sha256());
        Size size = model.inputSize();
        json.putArray("input").add(size.height()).add(size.width());
        ExplainerInfo fixed = model.explainer();
        if (fixed != null) {
            json.put("preset", fixed.preset());
        }
        Labels labels = model.labels();
        if (labels != null) {
            json.put("classes", labels.size());
            ArrayNode names = json.putArray("labels");
            labels.names().forEach(names::add);
        }
        ArrayNode assumptions = json.putArray("assumptions");
        model.assumptions().forEach(assumptions::add);
        return json;
    }
}
