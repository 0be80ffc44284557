package org.srmap.cli.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import picocli.CommandLine.Option;

/** Several models, with what they do not say themselves. */
@OptionGroup("Models")
public final class ModelList {
    private static final String NAME = "--models";

    @Option(
            names = NAME,
            paramLabel = "A[,B]",
            description =
                    "models, comma-separated: demo, ONNX files, or names from the model store (srmap models list);"
                            + " NAME=FILE sets the name in the results [" + Models.DEMO + "]")
    private String models = Models.DEMO;

    @Option(
            names = "--class-names",
            paramLabel = "[MODEL=]FILE",
            description = "names of the classes of one model, or of all models without them: text, JSON, TSV or CSV;"
                    + " imagenet for ImageNet's 1000; may be repeated")
    private List<String> classNames = new ArrayList<>();

    @Option(
            names = "--preprocess",
            paramLabel = "[MODEL=]NAME|FILE",
            description = "preprocessing of one model, or of all models without one: imagenet, caffe, tf,"
                    + " unit, none, or a JSON file; may be repeated")
    private List<String> preprocess = new ArrayList<>();

    /**
     * Loads the models in their order, by the names that they are given, else by their own where these tell them apart.
     *
     * @throws UsageException when a model is not there or named twice, or an option is for a model that is not named
     */
    public Map<String, Model> load() throws IOException {
        Map<String, Model> found = named();
        Map<String, String> names = byModel("--class-names", classNames, found.keySet());
        Map<String, String> inputs = byModel("--preprocess", preprocess, found.keySet());
        for (Map.Entry<String, Model> entry : found.entrySet()) {
            Model model = entry.getValue();
            entry.setValue(Models.completed(
                    model,
                    chosen(names, entry.getKey(), model.labels() == null),
                    chosen(inputs, entry.getKey(), isSilent(model))));
        }
        return found;
    }

    private Map<String, Model> named() throws IOException {
        List<NamedText> given = new ArrayList<>();
        List<Model> loaded = new ArrayList<>();
        for (String text : models.split(",", -1)) {
            if (text.isBlank()) {
                throw new UsageException(NAME + " " + models + ": an empty name in the list");
            }
            NamedText named = NamedText.of(text);
            if (given.contains(named)) {
                throw new UsageException(NAME + " " + models + ": " + text.strip() + " twice");
            }
            given.add(named);
            loaded.add(Models.named(NAME, named.text(), null));
        }
        Map<String, Model> byName = new LinkedHashMap<>();
        for (int i = 0; i < loaded.size(); i++) {
            String own = loaded.get(i).name();
            boolean alone = loaded.stream().filter(m -> m.name().equals(own)).count() == 1;
            String chosen = given.get(i).name();
            String name =
                    !chosen.isEmpty() ? chosen : alone ? own : given.get(i).text();
            if (byName.put(name, loaded.get(i)) != null) {
                throw new UsageException(
                        NAME + ": two models are called \"" + name + "\"; NAME=FILE gives one another name");
            }
        }
        return byName;
    }

    private static boolean isSilent(Model model) {
        return model.preprocessing() == null
                && (model.card() == null || model.card().preprocessing() == null);
    }

    private static @Nullable String chosen(Map<String, String> values, String model, boolean silent) {
        return values.getOrDefault(model, silent ? values.get("") : null);
    }

    /** Values by the model that they are for; empty: for all that say nothing. */
    private static Map<String, String> byModel(String option, List<String> texts, Set<String> models) {
        Map<String, String> values = new HashMap<>();
        for (String text : texts) {
            NamedText named = NamedText.of(text);
            String model = named.name();
            if (!model.isEmpty() && !models.contains(model)) {
                throw new UsageException(option + " " + text + ": there is no model \"" + model + "\"; choose from "
                        + String.join(", ", models.stream().sorted().toList()));
            }
            values.put(model, named.text());
        }
        return values;
    }
}
