package org.srmap.study;

import java.io.IOException;
import java.io.Serial;

/** A folder holds a study with other settings. */
public final class DifferentStudyException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    DifferentStudyException(String message) {
        super(message);
    }
}
