package org.srmap.cli.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.model.Labels;
import org.srmap.study.StudyModel;
import org.srmap.study.StudyPreset;
import org.srmap.study.StudySettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is explained in a study: models, methods and the class. */
public final class StudyOptions {
    @Mixin
    private ModelList models = new ModelList();

    @Mixin
    private MethodList methods = new MethodList();

    @Option(
            names = "--target",
            paramLabel = "CLASS",
            defaultValue = "top1",
            description = "which class is explained: top1 (the predicted one), or truth (the true class; the predicted"
                    + " one where it is not known) [${DEFAULT-VALUE}]")
    @OptionGroup("Class to explain")
    private String target = "top1";

    /**
     * The settings that these options ask for, with the models loaded.
     *
     * @param numbers what labels mean that are numbers; null: the model's own classes
     * @throws UsageException when they cannot be
     */
    public StudySettings settings(@Nullable Labels numbers) throws IOException {
        boolean truth = TargetList.isTruth(target);
        List<StudyPreset> all = new ArrayList<>();
        for (MethodText method : methods.methods()) {
            all.add(StudyPreset.read(method.text(), method.composite(), methods.dialect()));
        }
        List<StudyModel> loaded = new ArrayList<>();
        for (Map.Entry<String, Model> model : models.load().entrySet()) {
            loaded.add(new StudyModel(model.getKey(), model.getValue()));
        }
        return new StudySettings(
                loaded,
                all,
                truth ? StudySettings.Target.TRUTH : StudySettings.Target.TOP1,
                methods.precision(),
                numbers);
    }
}
