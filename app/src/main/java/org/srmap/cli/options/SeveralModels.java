package org.srmap.cli.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.terminal.UsageException;
import picocli.CommandLine.Option;

/** Several models and several presets; labels and preprocessing come with each model, or are given for all. */
public final class SeveralModels {
    private static final Pattern PARAMETER = Pattern.compile("[a-z_]+=[^:]*");

    @Option(
            names = "--models",
            paramLabel = "A[,B]",
            split = ",",
            defaultValue = "demo",
            description = "models, each as in --model of explain: demo, an ONNX file, or a name from the model store;"
                    + " NAME=FILE calls one NAME; each brings its labels and preprocessing in its metadata or"
                    + " in FILE.onnx.json beside it"
                    + " [${DEFAULT-VALUE}]")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--lrp",
            paramLabel = "P[,Q]",
            description = "presets, composites or baselines, as in --lrp of explain [epsilon-plus-flat]")
    private List<String> lrp = new ArrayList<>();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "names of the classes, for all models (imagenet: ImageNet's 1000)")
    private @Nullable String labels;

    @Option(
            names = "--preprocess",
            paramLabel = "NAME|FILE",
            description =
                    "how a photo becomes the input, for all models: imagenet, caffe, tf, unit, none, or a JSON file")
    private @Nullable String preprocess;

    /** Loads the models, by the names that they are given, else by their own where these tell them apart. */
    public Map<String, Model> load() throws IOException {
        List<NamedText> given = new ArrayList<>();
        List<Model> loaded = new ArrayList<>();
        for (String text : models) {
            if (text.isBlank()) {
                throw new UsageException("--models: an empty name in the list");
            }
            NamedText named = NamedText.of(text);
            if (given.contains(named)) {
                throw new UsageException("--models: " + text + " twice");
            }
            given.add(named);
            loaded.add(ModelOptions.load("--models", named.text(), labels, preprocess));
        }
        Map<String, Model> byName = new LinkedHashMap<>();
        for (int i = 0; i < loaded.size(); i++) {
            String own = loaded.get(i).name();
            boolean alone = loaded.stream().filter(m -> m.name().equals(own)).count() == 1;
            String chosen = given.get(i).name();
            String name =
                    !chosen.isEmpty() ? chosen : alone ? own : given.get(i).text();
            if (byName.put(name, loaded.get(i)) != null) {
                throw new UsageException("--models: two models called " + name + "; NAME=FILE gives one another name");
            }
        }
        return byName;
    }

    /** The presets asked for. A comma separates presets, and parameters of one: {@code smoothgrad:n=50,sigma=0.1}. */
    public List<String> presets(String usual) {
        List<String> presets = new ArrayList<>();
        for (String given : lrp) {
            for (String part : given.split(",", -1)) {
                boolean parameter = PARAMETER.matcher(part).matches() && !presets.isEmpty();
                if (parameter) {
                    presets.set(presets.size() - 1, presets.get(presets.size() - 1) + "," + part);
                } else if (part.isBlank()) {
                    throw new UsageException("--lrp " + given + ": an empty name in the list");
                } else {
                    presets.add(part.strip());
                }
            }
        }
        Set<String> distinct = new HashSet<>(presets);
        if (distinct.size() < presets.size()) {
            throw new UsageException("--lrp " + String.join(",", lrp) + ": one of them twice");
        }
        return presets.isEmpty() ? List.of(usual) : presets;
    }
}
