package org.srmap.study.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code study.json} says about a study. Whatever it does not say is empty.
 *
 * @param models in the order of the command line
 * @param presets in the order of the command line
 * @param data kind and place of the photos
 * @param items number of photos
 * @param finished whether every photo has its rows
 * @param json the whole file
 */
public record RunInfo(
        List<RunModel> models, List<String> presets, Data data, long items, boolean finished, JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long MOST_BYTES = 64L << 20;

    /**
     * A model of a study.
     *
     * @param name as in the rows
     * @param sha256 digest of its file, 64 hex digits; empty when not known
     * @param input size of its input, such as {@code 227x227}; empty when not known
     */
    public record RunModel(String name, String sha256, String input) {}

    /**
     * Where the photos come from.
     *
     * @param kind of data set; empty when not known
     * @param place folder, table or archive; null when not known
     */
    public record Data(String kind, @Nullable Path place) {}

    public RunInfo {
        models = List.copyOf(models);
        presets = List.copyOf(presets);
    }

    /** Reads the file of a run's folder. */
    static RunInfo read(Path folder) throws IOException {
        Path file = folder.resolve("study.json");
        if (!Files.isDirectory(folder)) {
            throw new RunException(folder + ": no such folder; a folder that srmap study wrote is needed");
        }
        if (!Files.isRegularFile(file)) {
            throw new RunException(folder + ": no study.json in it; a folder that srmap study wrote is needed");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new RunException(file + ": " + Files.size(file) + " bytes are too many for a study.json");
        }
        try {
            return of(MAPPER.readTree(Files.readAllBytes(file)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new RunException(file + ": not JSON (" + e.getOriginalMessage() + ")", e);
        }
    }

    private static RunInfo of(JsonNode json) {
        List<RunModel> models = new ArrayList<>();
        for (JsonNode model : json.path("models")) {
            String name =
                    model.isTextual() ? model.asText() : model.path("name").asText("");
            models.add(new RunModel(name, model.path("sha256").asText(""), size(model.path("input"))));
        }
        List<String> presets = new ArrayList<>();
        json.path("presets")
                .forEach(p ->
                        presets.add(p.isTextual() ? p.asText() : p.path("name").asText("")));
        JsonNode data = json.path("data");
        String place = data.path("place").asText("");
        return new RunInfo(
                models,
                presets,
                new Data(data.path("kind").asText(""), place.isEmpty() ? null : Path.of(place)),
                json.path("items").asLong(0),
                json.path("finished").asBoolean(false),
                json);
    }

    private static String size(JsonNode input) {
        if (input.isArray() && input.size() >= 2) {
            return input.get(input.size() - 2).asText() + "x"
                    + input.get(input.size() - 1).asText();
        }
        return input.path("height").isNumber()
                ? input.path("height").asText() + "x" + input.path("width").asText()
                : input.asText("");
    }
}
