package org.srmap.run;

/** Is told how far a run is; called by one thread. */
public interface RunListener {
    /** Hears nothing and says nothing. */
    RunListener SILENT = new RunListener() {};

    /**
     * The work begins.
     *
     * @param total steps of the run
     * @param finished steps whose results were there already
     */
    default void begin(int total, int finished) {}

    /** One more step is done. */
    default void step() {}

    /** Something that the user should know. */
    default void note(String text) {}

    /** Something failed; the rest goes on. */
    default void failed(String what, Throwable reason) {}

    /** Whether to stop: what is in work is then finished, and nothing more is begun. */
    default boolean isStopped() {
        return false;
    }
}
