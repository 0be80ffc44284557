package org.srmap.study;

import org.srmap.attribution.Method;
import org.srmap.attribution.Methods;

/**
 * A way to compute relevance.
 *
 * @param name what rows call it; unique in the study
 * @param method relevance propagation or a baseline
 * @param composite text of the composite file that it was read from; empty when it is known by its name
 */
public record StudyPreset(String name, Method method, String composite) {
    /** A preset or baseline by its name, as {@link Methods} reads it. */
    public static StudyPreset named(String name) {
        Method method = Methods.named(name);
        return new StudyPreset(method.name(), method, "");
    }
}
