package org.srmap.run;

import java.io.IOException;
import java.io.Serial;

/** A folder holds results of other settings. */
public final class DifferentRunException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    DifferentRunException(String message) {
        super(message);
    }
}
