package org.srmap.npy;

/** What is wrong inside one array; the readers turn it into an IOException that names the file. */
final class NpyFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NpyFormatException(String message) {
        super(message);
    }
}
