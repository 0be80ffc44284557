package org.srmap.saliency;

/** Which arithmetic the patch search uses. The SR map is the same, byte for byte. */
public enum KernelChoice {
    /** The Vector API where the JVM was started with {@code --add-modules jdk.incubator.vector}, else plain Java. */
    AUTO,
    /** The Vector API; an error where it is absent. */
    VECTOR,
    /** Plain Java. */
    PLAIN
}
