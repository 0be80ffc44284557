package org.srmap.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.srmap.Explainer;
import org.srmap.Version;
import org.srmap.eval.data.DataSet;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.model.Labels;
import org.srmap.rule.RuleJson;
import org.srmap.run.DifferentRunException;
import org.srmap.run.RunIdentity;
import org.srmap.text.Digest;

/** What {@code study.json} says, and whether it is about the same study. */
public final class StudyRecord {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StudyRecord() {}

    /**
     * Everything that decides what the rows are.
     *
     * @param data kind and place of the photos, and what tells whether they changed
     */
    public static ObjectNode of(PhotoStudy photoStudy, StudySettings settings, Map<String, String> data)
            throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("format", 1);
        ObjectNode photos = json.putObject("data");
        data.forEach(photos::put);
        ArrayNode models = json.putArray("models");
        for (StudyModel model : settings.models()) {
            ObjectNode entry =
                    model(model, photoStudy.explainer(model, settings.presets().get(0)));
            ObjectNode rules = entry.putObject("rules_sha256");
            for (StudyPreset preset : settings.presets()) {
                rules.put(preset.name(), rules(photoStudy.explainer(model, preset)));
            }
            models.add(entry);
        }
        ArrayNode presets = json.putArray("presets");
        settings.presets().forEach(p -> presets.addObject().put("name", p.name()));
        ObjectNode options = json.putObject("settings");
        options.put("target", settings.target().name().toLowerCase(java.util.Locale.ROOT));
        options.put("precision", settings.precision().id());
        ArrayNode numbers = options.putArray("label_numbers");
        Labels meant = settings.numbers();
        if (meant != null) {
            meant.names().forEach(numbers::add);
        }
        ObjectNode versions = json.putObject("versions");
        versions.put("srmap", Version.srmap());
        versions.put("onnxruntime", Version.onnxRuntime());
        return json;
    }

    /** The data of a study on one machine. */
    static Map<String, String> data(DataSet data, Map<String, String> inputs) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("kind", data.kind().id());
        all.put("place", data.place().toAbsolutePath().normalize().toString());
        all.putAll(new TreeMap<>(inputs));
        return all;
    }

    private static ObjectNode model(StudyModel model, Explainer explainer) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", model.name());
        json.put("sha256", model.model().sha256());
        ObjectNode input = json.putObject("input");
        input.put("channels", explainer.channels());
        input.put("height", explainer.size().height());
        input.put("width", explainer.size().width());
        json.set("preprocessing", MAPPER.readTree(explainer.preprocessing().toJson()));
        ArrayNode labels = json.putArray("labels");
        explainer.labels().names().forEach(labels::add);
        ArrayNode synsets = json.putArray("synsets");
        explainer.labels().synsets().forEach(synsets::add);
        return json;
    }

    /** Tells whether every layer has the same rule as before, whatever its preset is called. */
    private static String rules(Explainer explainer) {
        StringBuilder text = new StringBuilder();
        for (RelevanceGraph.Assigned layer : explainer.layers()) {
            text.append(layer.layer().node().name()).append(' ');
            text.append(RuleJson.write(layer.rule())).append('\n');
        }
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Requires that a record is about the same study.
     *
     * @throws DifferentRunException when something is different, naming it with both values
     */
    public static void requireSame(JsonNode before, JsonNode now, String folder) throws DifferentRunException {
        RunIdentity.requireSame(
                before,
                now,
                folder + ": holds another study",
                "Use another --out folder, or the command that it was started with");
    }
}
