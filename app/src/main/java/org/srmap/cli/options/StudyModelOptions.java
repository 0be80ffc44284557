package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.srmap.Model;
import org.srmap.cli.terminal.UsageException;
import org.srmap.model.Labels;
import org.srmap.study.StudyModel;
import picocli.CommandLine.Option;

/** Several models, with what they do not say themselves. */
public final class StudyModelOptions {
    @Option(
            names = "--models",
            paramLabel = "MODELS",
            description =
                    "models, comma-separated: demo, ONNX files, or names from the model store (srmap models list);"
                            + " NAME=FILE calls one NAME in the results")
    private String models = "";

    @Option(
            names = "--class-names",
            paramLabel = "[MODEL=]FILE",
            description = "names of the classes of a model, or of all that do not name them: text, JSON, TSV or CSV;"
                    + " imagenet for ImageNet's 1000; may be repeated")
    private List<String> classNames = new ArrayList<>();

    @Option(
            names = "--preprocess",
            paramLabel = "[MODEL=]NAME|FILE",
            description = "how a photo becomes the input of a model, or of all that do not say it: imagenet, caffe, tf,"
                    + " unit, none, or a JSON file; may be repeated")
    private List<String> preprocess = new ArrayList<>();

    /**
     * Loads the models in their order.
     *
     * @throws UsageException when an option names a model that there is not
     */
    public List<StudyModel> load() throws IOException {
        List<StudyModel> found = new ArrayList<>();
        for (String text : models.split(",", -1)) {
            if (text.isBlank()) {
                throw new UsageException("--models " + models + ": a comma-separated list of models is needed");
            }
            NamedText named = NamedText.of(text);
            Model model = ModelOptions.load("--models", named.text(), null, null);
            found.add(new StudyModel(named.name().isEmpty() ? model.name() : named.name(), model));
        }
        Set<String> names = new HashSet<>();
        found.forEach(m -> names.add(m.name()));
        Map<String, String> labels = byModel("--class-names", classNames, names);
        Map<String, String> inputs = byModel("--preprocess", preprocess, names);
        List<StudyModel> all = new ArrayList<>();
        for (StudyModel model : found) {
            all.add(completed(model, labels, inputs));
        }
        return all;
    }

    private static StudyModel completed(StudyModel named, Map<String, String> labels, Map<String, String> inputs)
            throws IOException {
        Model model = named.model();
        String names = labels.getOrDefault(named.name(), model.labels() == null ? labels.get("") : null);
        if (names != null) {
            model = model.withLabels(names.equals("imagenet") ? Labels.imagenet() : Labels.read(Path.of(names)));
        }
        boolean silent = model.preprocessing() == null
                && (model.card() == null || model.card().preprocessing() == null);
        String input = inputs.getOrDefault(named.name(), silent ? inputs.get("") : null);
        return new StudyModel(
                named.name(),
                input == null ? model : model.withPreprocessing(ModelOptions.preprocessing(model, input)));
    }

    /** Values by the model that they are for; empty: for all that say nothing. */
    private static Map<String, String> byModel(String option, List<String> texts, Set<String> models) {
        Map<String, String> values = new HashMap<>();
        for (String text : texts) {
            NamedText named = NamedText.of(text);
            String model = named.name();
            if (!model.isEmpty() && !models.contains(model)) {
                throw new UsageException(option + " " + text + ": there is no model \"" + model + "\"; there are "
                        + String.join(", ", models.stream().sorted().toList()));
            }
            values.put(model, named.text());
        }
        return values;
    }
}
