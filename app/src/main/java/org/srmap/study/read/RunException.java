package org.srmap.study.read;

import java.io.IOException;

/** A study cannot be read, or a question cannot be answered; one line for people. */
public final class RunException extends IOException {
    private static final long serialVersionUID = 1L;

    RunException(String message) {
        super(message);
    }

    RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
