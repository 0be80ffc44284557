package org.srmap.cli.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.srmap.ComparisonPicture;
import org.srmap.Explanation;
import org.srmap.ExplanationJson;
import org.srmap.draw.MapStyle;
import org.srmap.draw.PngFile;
import org.srmap.file.AsideFile;
import org.srmap.image.Photo;

/** Writes comparisons; each file appears whole or not at all. */
record ComparisonWriter(Path folder, Set<String> kinds, MapStyle style) {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    void write(String stem, Photo photo, Comparison comparison) throws IOException {
        if (kinds.contains("png")) {
            String name = String.valueOf(Path.of(photo.name()).getFileName());
            PngFile.write(
                    ComparisonPicture.of(
                            name, photo.toImage(), comparison.names(), comparison.all(), comparison.facts(), style),
                    folder.resolve(stem + ".png"));
        }
        if (kinds.contains("json")) {
            AsideFile.write(folder.resolve(stem + ".json"), MAPPER.writeValueAsString(json(photo, comparison)) + "\n");
        }
    }

    private static ObjectNode json(Photo photo, Comparison comparison) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("input", photo.name());
        ArrayNode results = root.putArray("results");
        for (int i = 0; i < comparison.all().size(); i++) {
            Explanation e = comparison.all().get(i);
            ObjectNode result = results.addObject();
            result.put("model", comparison.names().get(i));
            result.put("preset", e.provenance().preset());
            result.setAll(ExplanationJson.of(e));
        }
        ArrayNode agreement = root.putArray("agreement");
        for (Comparison.Pair pair : comparison.pairs()) {
            ObjectNode one = agreement.addObject();
            one.putArray("results").add(pair.a()).add(pair.b());
            one.put(
                    "same_class",
                    comparison
                            .all()
                            .get(pair.a())
                            .top()
                            .get(0)
                            .label()
                            .equals(comparison.all().get(pair.b()).top().get(0).label()));
            one.put("correlation", pair.maps().correlation());
            one.put("similarity", pair.maps().similarity());
        }
        return root;
    }
}
