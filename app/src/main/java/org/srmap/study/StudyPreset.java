package org.srmap.study;

import org.srmap.attribution.Lrp;
import org.srmap.attribution.Method;
import org.srmap.attribution.Methods;
import org.srmap.rule.CompositeReader;
import org.srmap.rule.Dialect;

/**
 * A way to compute relevance.
 *
 * @param text how it was given: a name, or the name of a composite file
 * @param composite what is in the composite file; empty when it is known by its name
 * @param dialect the program whose definition of the rules is followed
 * @param method relevance propagation or a baseline
 */
public record StudyPreset(String text, String composite, Dialect dialect, Method method) {
    /** A preset or baseline by its name, as {@link Methods} reads it. */
    public static StudyPreset named(String name) {
        return read(name, "", Dialect.ZENNIT);
    }

    /**
     * Reads a method.
     *
     * @param text a name, or the name of a composite file
     * @param composite what is in the composite file; empty for a name
     * @throws IllegalArgumentException when there is no such method
     */
    public static StudyPreset read(String text, String composite, Dialect dialect) {
        Method method = composite.isEmpty() ? Methods.named(text) : new Lrp(CompositeReader.read(composite, text));
        return new StudyPreset(text, composite, dialect, method.in(dialect));
    }

    /** What rows call it; unique in the study. */
    public String name() {
        return method.name();
    }
}
