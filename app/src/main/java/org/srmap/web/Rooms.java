package org.srmap.web;

import org.jspecify.annotations.Nullable;
import org.srmap.study.read.StudyRun;

/** What the APIs share. */
record Rooms(
        Models models,
        Explainers explainers,
        Photos photos,
        Results results,
        WorkQueue queue,
        Upload upload,
        Metrics metrics,
        Limits limits,
        @Nullable Study study)
        implements AutoCloseable {
    /**
     * A study that is shown.
     *
     * @param run its rows; closed by whoever opened it
     * @param photos its photos
     */
    record Study(StudyRun run, StudyPhotos photos) {}

    @Override
    public void close() {
        queue.close();
        explainers.close();
        if (study != null) {
            study.photos().close();
        }
    }
}
