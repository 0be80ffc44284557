package org.srmap.study;

import java.util.List;

/**
 * How a study ended.
 *
 * @param total its photos
 * @param finished photos whose results are in its files
 * @param failed photos that have an error in a row
 * @param firstError one of the errors with the photo's name; empty when there is none
 * @param summary a line about each model, when the study is finished
 */
public record StudyOutcome(int total, int finished, long failed, String firstError, List<String> summary) {
    /** Takes the lines over. */
    public StudyOutcome {
        summary = List.copyOf(summary);
    }

    /** Whether every photo has its rows. */
    public boolean isFinished() {
        return finished == total;
    }
}
