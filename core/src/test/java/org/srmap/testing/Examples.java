package org.srmap.testing;

import java.nio.file.Path;

/** The example pictures of the repository. */
public final class Examples {
    private Examples() {}

    /** A file in {@code examples/}. Tests run in the folder of their module. */
    public static Path path(String name) {
        return Path.of("..", "examples", name);
    }
}
