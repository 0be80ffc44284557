package org.srmap.study;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.lrp.Precision;
import org.srmap.model.Labels;

/**
 * What is computed for every photo.
 *
 * @param models the models, in the order of the rows
 * @param presets the ways to compute relevance, in the order of the rows
 * @param target which class is explained
 * @param precision arithmetic of the forward pass
 * @param numbers what labels mean that are numbers; null: the model's own classes
 */
public record StudySettings(
        List<StudyModel> models,
        List<StudyPreset> presets,
        Target target,
        Precision precision,
        @Nullable Labels numbers) {

    /** Which class is explained. */
    public enum Target {
        /** The one with the largest logit. */
        TOP1,
        /** The true one, and the one with the largest logit where the truth is not known. */
        TRUTH
    }

    /** Checks that names are unique. */
    public StudySettings {
        models = List.copyOf(models);
        presets = List.copyOf(presets);
        requireUnique("model", models.stream().map(StudyModel::name).toList());
        requireUnique("preset", presets.stream().map(StudyPreset::name).toList());
    }

    private static void requireUnique(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two " + what + "s are called \"" + name
                        + "\"; rows could not be told apart (a model can be given a name: NAME=FILE)");
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no " + what + " is given");
        }
    }

    /** Number of rows that a photo has. */
    public int rowsPerPhoto() {
        return models.size() * presets.size();
    }
}
