package org.srmap.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The composites that come with srmap; they are data in {@code presets.json}. They are for any model, so that each of
 * their entries may match nothing.
 */
public final class Presets {
    /** What is used when nothing else is asked for. */
    public static final String DEFAULT = "epsilon-plus-flat";

    private Presets() {}

    /** Their names, in the order of the documentation. */
    public static List<String> names() {
        return names("presets");
    }

    /**
     * The preset of that name; underscores and iNNvestigate's names are understood too.
     *
     * @throws IllegalArgumentException listing the names there are
     */
    public static Composite named(String name) {
        Composite preset = find("presets", name);
        if (preset == null) {
            throw new IllegalArgumentException(
                    "there is no preset \"" + name + "\"; choose from " + String.join(", ", names()));
        }
        return preset;
    }

    /**
     * What a composite can build on: a preset, or entries that several presets share.
     *
     * @throws IllegalArgumentException listing the names there are
     */
    static Composite base(String name) {
        Composite shared = find("bases", name);
        Composite found = shared == null ? find("presets", name) : shared;
        if (found == null) {
            throw new IllegalArgumentException("there is no preset \"" + name + "\"; choose from "
                    + String.join(", ", names()) + ", " + String.join(", ", names("bases")));
        }
        return found;
    }

    private static @Nullable Composite find(String list, String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
        for (JsonNode preset : data().get(list)) {
            List<String> called = new ArrayList<>(List.of(preset.get("name").asText()));
            preset.path("aliases").forEach(alias -> called.add(alias.asText()));
            if (called.contains(wanted)) {
                return CompositeReader.composite(preset, "preset " + name).asOptional();
            }
        }
        return null;
    }

    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        data().get(list).forEach(preset -> names.add(preset.get("name").asText()));
        return names;
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
