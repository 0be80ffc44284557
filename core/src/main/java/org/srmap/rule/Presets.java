package org.srmap.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The composites that come with srmap; they are data in {@code presets.json}. */
public final class Presets {
    /** What is used when nothing else is asked for. */
    public static final String DEFAULT = "epsilon-plus-flat";

    private Presets() {}

    /** Their names, in the order of the documentation. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        data().forEach(preset -> names.add(preset.get("name").asText()));
        return names;
    }

    /**
     * The preset of that name; underscores and iNNvestigate's names are understood too.
     *
     * @throws IllegalArgumentException listing the names there are
     */
    public static Composite named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (JsonNode preset : data()) {
            List<String> called = new ArrayList<>(List.of(preset.get("name").asText()));
            preset.path("aliases").forEach(alias -> called.add(alias.asText()));
            if (called.contains(wanted) || called.contains(wanted.replace('_', '-'))) {
                return CompositeReader.composite(preset, "preset " + name);
            }
        }
        throw new IllegalArgumentException(
                "no preset is called \"" + name + "\"; there are " + String.join(", ", names()));
    }

    private static JsonNode data() {
        try (InputStream in = Presets.class.getResourceAsStream("presets.json")) {
            if (in == null) {
                throw new IllegalStateException("presets.json is missing from the class path");
            }
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
