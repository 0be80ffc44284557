package org.srmap.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.srmap.study.read.MeanMap;
import org.srmap.study.read.ResultRow;

/** What is found in a study, as JSON with names like those of the columns. */
final class StudyJson {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private StudyJson() {}

    /** A record, or a list of them. */
    static JsonNode of(Object findings) {
        return MAPPER.valueToTree(findings);
    }

    /**
     * A row.
     *
     * @param map its map, 32 x 32 values 0 to 1, sent as unsigned bytes in base64; null: none
     */
    static ObjectNode row(ResultRow row, float @Nullable [] map) {
        ObjectNode json = MAPPER.valueToTree(row);
        if (map != null) {
            json.put("sr", bytes(map, 1));
        }
        return json;
    }

    /** A mean map; its values are scaled so that the largest becomes 255. */
    static ObjectNode mean(MeanMap mean) {
        float most = 0;
        for (float value : mean.values()) {
            most = Math.max(most, value);
        }
        ObjectNode json = Json.object();
        json.put("label", mean.label());
        json.put("photos", mean.photos());
        json.put("largest", most);
        json.put("sr", bytes(mean.values(), Math.max(most, 1e-9f)));
        return json;
    }

    private static String bytes(float[] values, float most) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * values[i] / most);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
