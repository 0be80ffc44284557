package org.srmap.study;

/** Hears how far a study is; called by one thread. */
public interface StudyProgress {
    /** Says nothing. */
    StudyProgress SILENT = new StudyProgress() {};

    /**
     * The work begins.
     *
     * @param total photos of the study
     * @param finished photos whose results were there already
     */
    default void begin(int total, int finished) {}

    /** One more photo is computed. */
    default void photo() {}

    /** Something that the user should know. */
    default void note(String text) {}

    /** Whether to stop: the photos in work are then finished, and no more are begun. */
    default boolean isStopped() {
        return false;
    }
}
