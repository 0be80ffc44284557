package org.srmap.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reference data too large or too encumbered for the repository; tests that need them are skipped without. */
public final class Shared {
    private Shared() {}

    /** A file or folder of the shared data; the calling test is skipped when they are not there. */
    public static Path path(String relative) {
        String folder = System.getenv("SRMAP_SHARED");
        assumeTrue(folder != null && !folder.isEmpty(), "SRMAP_SHARED is not set");
        Path path = Path.of(folder).resolve(relative);
        assumeTrue(Files.exists(path), path + " does not exist");
        return path;
    }
}
