package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.srmap.attribution.Method;
import org.srmap.cli.terminal.UsageException;
import org.srmap.model.Labels;
import org.srmap.rule.Presets;
import org.srmap.study.StudyModel;
import org.srmap.study.StudyPreset;
import org.srmap.study.StudySettings;
import picocli.CommandLine.Option;

/** What is explained in a study, and by which rules. */
public final class StudyMethodOptions {
    @Option(
            names = "--lrp",
            paramLabel = "METHODS",
            description = "presets of relevance rules, YAML/JSON composites or baselines, comma-separated ["
                    + Presets.DEFAULT + "]")
    private List<String> lrp = new ArrayList<>();

    @Option(
            names = "--target",
            paramLabel = "CLASS",
            defaultValue = "top1",
            description = "which class is explained: top1, or truth (top1 where it is not known) [${DEFAULT-VALUE}]")
    private String target = "top1";

    /**
     * The settings that these options ask for.
     *
     * @param numbers what labels mean that are numbers; null: the model's own classes
     * @throws UsageException when they cannot be
     */
    public StudySettings settings(List<StudyModel> models, @Nullable Labels numbers) throws IOException {
        try {
            return new StudySettings(models, presets(), target(), numbers);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private StudySettings.Target target() {
        return switch (target.toLowerCase(Locale.ROOT)) {
            case "top1" -> StudySettings.Target.TOP1;
            case "truth", "true" -> StudySettings.Target.TRUTH;
            default -> throw new UsageException("--target " + target + ": top1 or truth");
        };
    }

    private List<StudyPreset> presets() throws IOException {
        List<StudyPreset> presets = new ArrayList<>();
        for (String given : lrp.isEmpty() ? List.of(Presets.DEFAULT) : lrp) {
            // a comma before key=value belongs to a baseline's parameters: smoothgrad:n=50,sigma=0.1
            for (String part : given.split(",(?![a-z_]+=)")) {
                String name = part.strip();
                Method method = RelevanceOptions.method(name);
                boolean file = RelevanceOptions.isFile(name);
                presets.add(new StudyPreset(method.name(), method, file ? Files.readString(Path.of(name)) : ""));
            }
        }
        return presets;
    }
}
