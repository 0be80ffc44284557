package org.srmap.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;

/** JSON for answers. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // made of plain nodes
        }
    }

    /**
     * Reads JSON that a client sent.
     *
     * @throws Refusal when it is none
     */
    public static JsonNode read(byte[] bytes, String what) {
        try {
            return MAPPER.readTree(bytes);
        } catch (java.io.IOException e) {
            throw new Refusal(400, what + " is not JSON; see /api/openapi.json");
        }
    }

    static void answer(Context context, JsonNode json) {
        context.contentType("application/json");
        context.result(bytes(json));
    }
}
