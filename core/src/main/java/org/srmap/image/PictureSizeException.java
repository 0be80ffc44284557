package org.srmap.image;

import java.io.IOException;

/** A picture that is refused for the size that its header gives, before any pixel is decoded. */
public final class PictureSizeException extends IOException {
    private static final long serialVersionUID = 1L;

    PictureSizeException(String message) {
        super(message);
    }
}
