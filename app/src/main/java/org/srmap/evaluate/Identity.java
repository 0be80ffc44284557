package org.srmap.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What results in a folder belong to, kept beside them so that results of other settings are not mixed in. */
final class Identity {
    /** What a map depends on, besides its method: all else may change while maps are used again. */
    private static final List<String> OF_MAPS =
            List.of("explained", "seed", "precision", "data", "photos", "model", "sha256", "preprocessing");

    private Identity() {}

    /** The part of an evaluation's identity that its maps depend on. */
    static ObjectNode ofMaps(ObjectNode identity) {
        return identity.deepCopy().retain(OF_MAPS);
    }

    /**
     * Compares with what is written in a file, or writes it where there is none.
     *
     * @return names of the settings that differ; empty when all agree
     */
    static List<String> differences(Path file, ObjectNode identity) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> other = new ArrayList<>();
        if (Files.exists(file)) {
            JsonNode before = mapper.readTree(file.toFile());
            identity.fieldNames().forEachRemaining(name -> {
                if (!identity.get(name).toString().equals(String.valueOf(before.get(name)))) {
                    other.add(name);
                }
            });
            return other;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(identity) + "\n");
        return other;
    }
}
