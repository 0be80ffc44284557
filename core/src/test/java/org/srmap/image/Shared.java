package org.srmap.image;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The folder of shared test data, which is not part of the project; tests that need it are skipped without. */
public final class Shared {
    private Shared() {}

    public static Path file(String name) {
        String root = System.getenv("SRMAP_SHARED");
        Assumptions.assumeTrue(root != null && !root.isEmpty(), "SRMAP_SHARED is not set");
        Path file = Path.of(root == null ? "" : root, name);
        Assumptions.assumeTrue(Files.exists(file), () -> file + " is not there");
        return file;
    }
}
